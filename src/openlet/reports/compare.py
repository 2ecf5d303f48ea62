"""Two returns compared: learners, aims and values that are new, gone or changed, and what that does to findings and
money. Paid aims that are gone come first."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from openlet.ilr.comparing import Difference
from openlet.ilr.records import Learner, LearningDelivery
from openlet.payments.amounts import MILESTONES
from openlet.reports.about import about
from openlet.reports.aim_rows import phrase
from openlet.reports.comparison import (
    CHANGED,
    GONE,
    NEW,
    SAME,
    AimPair,
    Comparison,
    PersonPair,
    lost,
)
from openlet.reports.findings import SEVERITIES
from openlet.reports.judged import pounds
from openlet.reports.sides import Side
from openlet.reports.tables import Cell, Report, Table
from openlet.rules.wording import HIDDEN, sensitive_elements

CONTEXT = ("return_before", "return_after", "as_of", "ukprn", "contract_id")
AIM_COLUMNS = ("learn_ref_number", "uln", "aim_seq", "learn_aim_ref", "start", "comp_status", "outcome")
LOST_COLUMNS = (*CONTEXT, *AIM_COLUMNS, "paid_in_ledger", "earned_before")
AIMS_COLUMNS = (
    *CONTEXT, "change", *AIM_COLUMNS, "changed_fields", "paid_in_ledger", "money_before", "money_after", "difference",
)  # fmt: skip
LEARNER_COLUMNS = (
    *CONTEXT, "change", "learn_ref_number", "learn_ref_number_before", "uln", "uln_before", "aims_before", "aims_after",
    "remark",
)  # fmt: skip
CHANGE_COLUMNS = (
    *CONTEXT, "learn_ref_number", "aim_seq", "learn_aim_ref", "start", "record", "field", "old", "new",
)  # fmt: skip
RULE_COLUMNS = (*CONTEXT, "severity", "rule", "what", "before", "after", "new", "gone")
FINDING_COLUMNS = (
    *CONTEXT, "change", "severity", "rule", "learn_ref_number", "aim_seq", "learn_aim_ref", "message",
)  # fmt: skip
MONEY_COLUMNS = (
    *CONTEXT, "learn_ref_number", "uln", "learn_aim_ref", "start", "milestone", "before", "after", "difference",
    "status_before", "status_after", "paid_in_ledger",
)  # fmt: skip
SUMMARY_COLUMNS = (*CONTEXT, "what", "before", "after", "difference", "new", "gone", "changed")
MOST_STEPS = 2  # texts of a record that name it

Row = tuple[Cell, ...]


def comparison_report(found: Comparison, with_names: bool = False) -> Report:
    """The report. Sensitive values are hidden unless names are asked for."""
    tables = (
        Table("compare-paid-aims-gone", "Paid aims that are gone", LOST_COLUMNS, list(_lost_rows(found))),
        Table("compare", "Summary", SUMMARY_COLUMNS, list(_summary_rows(found))),
        Table("compare-money", "Money that changes", MONEY_COLUMNS, list(_money_rows(found))),
        Table("compare-aims", "Aims", AIMS_COLUMNS, list(_aim_rows(found))),
        Table("compare-learners", "Learners", LEARNER_COLUMNS, list(_learner_rows(found))),
        Table("compare-changes", "Changed values", CHANGE_COLUMNS, list(_change_rows(found, with_names))),
        Table("compare-findings", "Findings by rule", RULE_COLUMNS, list(_rule_rows(found))),
        Table("compare-findings-each", "Findings new and gone", FINDING_COLUMNS, list(_finding_rows(found))),
    )
    return Report("compare", "Two returns compared", tables)


def about_both(found: Comparison) -> dict[str, Any]:
    """What the report rests on: that of the newer side's run, with the files of both sides."""
    said = about(found.after.run)
    own = [one | {"side": "after"} for one in said["files"] if _is_own(one, found.after)]
    return said | {"files": [one | {"side": "before"} for one in about(found.before.run)["files"]] + own}


def _is_own(file: dict[str, Any], one: Side) -> bool:
    return file["sha256"] in {returned.sha256 for returned in one.returns}


# Rows.


def _context(found: Comparison, ukprn: int) -> Row:
    return (_names(found.before, ukprn), _names(found.after, ukprn), found.after.run.as_of, ukprn,
            found.after.run.contract_id(ukprn))  # fmt: skip


def _names(one: Side, ukprn: int) -> str:
    return "; ".join(one.run.return_name(returned) for returned in one.returns if ukprn == returned.UKPRN)


def _aim_cells(pair: PersonPair, aim: LearningDelivery) -> Row:
    return (pair.person.LearnRefNumber, pair.person.ULN, aim.AimSeqNumber, aim.LearnAimRef, aim.LearnStartDate,
            aim.CompStatus, aim.Outcome)  # fmt: skip


def _lost_rows(found: Comparison) -> Iterator[Row]:
    for pair, aim in found.aims:
        if lost(aim):
            cells = _aim_cells(pair, aim.aim)
            yield (*_context(found, pair.person.UKPRN), *cells, pounds(aim.paid), pounds(aim.was_earning))


def _aim_rows(found: Comparison) -> Iterator[Row]:
    for pair, aim in found.aims:
        if aim.change == SAME:
            continue
        fields = "; ".join(dict.fromkeys(_field_name(one) for one in aim.differences))
        before, after = (sum(getattr(one, which) for one in aim.money) for which in ("before", "after"))
        yield (
            *_context(found, pair.person.UKPRN), aim.change, *_aim_cells(pair, aim.aim), fields or None,
            pounds(aim.paid), pounds(before), pounds(after), pounds(after - before),
        )  # fmt: skip


def _learner_rows(found: Comparison) -> Iterator[Row]:
    order = (GONE, NEW, CHANGED)
    listed = [pair for pair in found.people if pair.change != SAME]
    for pair in sorted(listed, key=lambda pair: order.index(pair.change)):
        old = pair.before
        yield (
            *_context(found, pair.person.UKPRN), pair.change, pair.person.LearnRefNumber,
            old.LearnRefNumber if old else None, pair.person.ULN, old.ULN if old else None,
            len(old.aims) if old else 0, len(pair.after.aims) if pair.after else 0, _remark(pair),
        )  # fmt: skip


def _remark(pair: PersonPair) -> str | None:
    """Whose learner record is not there, though a destination record is."""
    sides = [name for name, one in (("before", pair.before), ("after", pair.after)) if one and not one.has_record]
    return f"{' and '.join(sides)}: a destination record only" if sides else None


def _change_rows(found: Comparison, with_names: bool) -> Iterator[Row]:
    for pair in found.people:
        start = (*_context(found, pair.person.UKPRN), pair.person.LearnRefNumber)
        for one in pair.differences:
            yield (*start, None, None, None, *change_cells(one, with_names))
        for aim in pair.aims:
            for one in aim.differences:
                held = aim.aim
                yield (*start, held.AimSeqNumber, held.LearnAimRef, held.LearnStartDate, *change_cells(one, with_names))


def change_cells(one: Difference, with_names: bool) -> tuple[str | None, str, str | None, str | None]:
    """The record within the learner or aim, the element, and its old and new value, hidden where they are sensitive."""
    hidden = not with_names and one.element in sensitive_elements()
    old, new = (HIDDEN if hidden and value else value for value in (one.old, one.new))
    return record_name(one, with_names) or None, one.element, old, new


def record_name(one: Difference, with_names: bool) -> str:
    """Which record within the learner or aim: "LearnerEmploymentStatus 11 2024-04-30 / EmploymentStatusMonitoring"."""
    steps = []
    for name, texts in one.below:
        shown = [text for element, text in texts if with_names or element not in sensitive_elements()]
        steps.append(" ".join((name, *shown[:MOST_STEPS])))
    return " / ".join(steps)


def _field_name(one: Difference) -> str:
    return f"{one.below[-1][0]}.{one.element}" if one.below else one.element


def _rule_rows(found: Comparison) -> Iterator[Row]:
    counts: dict[tuple[int, str, str], Counter[str]] = defaultdict(Counter)
    for which, one_side in (("before", found.before), ("after", found.after)):
        for person in one_side.people:
            for one in person.findings:
                counts[person.UKPRN, one.severity, one.rule][which] += 1
        for one in one_side.on_file:
            counts[_provider(found), one.severity, one.rule][which] += 1
    for change, pair, one in found.findings():
        ukprn = pair.person.UKPRN if pair else _provider(found)
        counts[ukprn, one.severity, one.rule][change] += 1
    for (ukprn, severity, rule), count in sorted(counts.items(), key=lambda item: _rule_order(item[0])):
        cells = (count["before"], count["after"], count[NEW], count[GONE])
        yield (*_context(found, ukprn), severity, rule, _what(rule), *cells)


def _what(rule: str) -> str:
    """A rule in plain words. Those of a field are worded for each value, so of them only the field is named."""
    words = phrase(rule)
    return f"{' '.join(rule.split('_')[1:-1])}: not as the schema of the year asks" if "{" in words else words


def _rule_order(key: tuple[int, str, str]) -> tuple[int, int, str]:
    return (key[0], SEVERITIES.index(key[1]), key[2])


def _provider(found: Comparison) -> int:
    """The provider of what concerns a file as a whole."""
    return next((one.UKPRN or 0 for one in (*found.after.returns, *found.before.returns)), 0)


def _finding_rows(found: Comparison) -> Iterator[Row]:
    listed = sorted(
        found.findings(), key=lambda item: (item[0] != NEW, SEVERITIES.index(item[2].severity), item[2].rule)
    )
    for change, pair, one in listed:
        ukprn = pair.person.UKPRN if pair else _provider(found)
        person = (pair.after if change == NEW else pair.before) if pair else None
        aim = person.aims[one.aim] if person and one.aim is not None else None
        yield (
            *_context(found, ukprn), change, one.severity, one.rule, person.LearnRefNumber if person else None,
            aim.AimSeqNumber if aim else None, aim.LearnAimRef if aim else None, one.message,
        )  # fmt: skip


def _money_rows(found: Comparison) -> Iterator[Row]:
    rows = []
    for pair in found.people:
        for aim in pair.aims:
            for one in aim.money:
                if one.is_changed:
                    cells = (pair.person.LearnRefNumber, pair.person.ULN, aim.aim.LearnAimRef, aim.aim.LearnStartDate)
                    amounts = (pounds(one.before), pounds(one.after), pounds(one.difference))
                    row = (
                        *_context(found, pair.person.UKPRN), *cells, one.milestone, *amounts, one.status_before,
                        one.status_after, pounds(one.paid),
                    )  # fmt: skip
                    rows.append((one.difference, row))
    yield from (row for _, row in sorted(rows, key=lambda item: item[0]))


# Summary.


def _summary_rows(found: Comparison) -> Iterator[Row]:
    providers = dict.fromkeys(one.UKPRN or 0 for one in (*found.before.returns, *found.after.returns))
    for ukprn in sorted(providers):
        people = [pair for pair in found.people if ukprn == pair.person.UKPRN]
        start = _context(found, ukprn)
        yield (*start, "learners", *_counted([_records(pair) for pair in people if any(_records(pair)[:2])]))
        aims = [aim for pair in people for aim in pair.aims]
        yield (*start, "aims", *_counted([(aim.before, aim.after, aim.change) for aim in aims]))
        for severity in SEVERITIES:
            yield (*start, f"findings: {severity}", *_findings_counted(found, people, ukprn, severity))
        for name in (*MILESTONES, None):
            yield (*start, f"money: {name or 'all milestones'}", *_summed(aims, name), None, None, None)


def _records(pair: PersonPair) -> tuple[Learner | None, Learner | None, str]:
    """The learner records of a pair, without those who have a destination record only."""
    before, after = (person.learner if person else None for person in (pair.before, pair.after))
    return before, after, pair.change


def _counted(changes: Sequence[tuple[object, object, str]]) -> Row:
    before, after = (sum(one[side] is not None for one in changes) for side in (0, 1))
    of = Counter(change for _, _, change in changes)
    return (before, after, after - before, of[NEW], of[GONE], of[CHANGED])


def _findings_counted(found: Comparison, people: Sequence[PersonPair], ukprn: int, severity: str) -> Row:
    on_file = ukprn == _provider(found)
    counts = []
    for one_side in (found.before, found.after):
        held = [one for person in one_side.people if ukprn == person.UKPRN for one in person.findings]
        counts.append(sum(one.severity == severity for one in (*held, *(one_side.on_file if on_file else ()))))
    new = [one for pair in people for one in pair.findings_new] + list(found.file_findings_new if on_file else ())
    gone = [one for pair in people for one in pair.findings_gone] + list(found.file_findings_gone if on_file else ())
    changed = (sum(one.severity == severity for one in some) for some in (new, gone))
    return (*counts, counts[1] - counts[0], *changed, None)


def _summed(aims: Sequence[AimPair], milestone: str | None) -> tuple[Decimal, Decimal, Decimal]:
    money = [one for aim in aims for one in aim.money if milestone in (None, one.milestone)]
    before, after = sum(one.before for one in money), sum(one.after for one in money)
    return pounds(before), pounds(after), pounds(after - before)
