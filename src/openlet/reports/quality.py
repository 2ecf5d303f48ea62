"""Data quality over returns: what each rule found in each return, since when it has been there, and what it costs.

Returns that count are judged on the day of the run, earlier ones on the day they were prepared.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from openlet.payments.claims import ReturnOf
from openlet.reports.aim_rows import phrase, statements
from openlet.reports.findings import SEVERITIES
from openlet.reports.judged import CONTEXT, FileRead, Judged, pounds
from openlet.reports.seen import Seen, SeenInFile
from openlet.reports.stops import Stop, stops, without_a_break
from openlet.reports.tables import Cell, Report, Table
from openlet.rules import Status
from openlet.spec.pack import remembered

RETURN_COLUMNS = (
    *CONTEXT, "prepared", "severity", "rule", "what", "findings", "learners", "new", "as_before", "mended",
    "no_longer_returned",
)  # fmt: skip
RULE_COLUMNS = (
    *CONTEXT, "severity", "rule", "what", "statement", "findings", "learners", "first_seen_return", "returns_open",
    "days_open", "value_at_stake", "value_is",
)  # fmt: skip
FINDING_COLUMNS = (
    *CONTEXT, "learn_ref_number", "uln", "aim_seq", "learn_aim_ref", "start", "severity", "rule", "what", "field",
    "findings", "first_seen_return", "returns_open", "days_open", "value_at_stake",
)  # fmt: skip
RAN_COLUMNS = (*CONTEXT, "rule", "severity", "status", "findings", "reason")

NO_PAY = "no-pay"
REFUSED = ("schema", "error")  # the national system refuses such a record, so it never reaches the authority
VALUES = {
    NO_PAY: "milestones that it stops",
    **dict.fromkeys(REFUSED, "milestones of the learner that are payable now: a refused record earns nothing"),
}
TOTAL = "total"
EVERY_RULE = "Everything at stake, each milestone once"

Milestones = dict[tuple[int, str], int]  # pence by bootcamp (its place in the run) and milestone


@dataclass(frozen=True, slots=True)
class Found:
    """One finding of a return that counts, as often as it stands there.

    ``days_open``: since the return that it was first seen in was prepared. ``stake``: the milestones that it holds up.
    """

    returned: ReturnOf
    seen: Seen
    times: int
    first: str | None
    returns_open: int | None
    days_open: int | None
    stake: Milestones

    @property
    def pence(self) -> int:
        """What the milestones come to."""
        return sum(self.stake.values())


def quality(run: Judged) -> Report:
    """The report. Every file must have been looked at while it was checked (``FileRead.seen``)."""
    files = _files(run)
    found = _found(files, run)
    tables = (
        Table("quality", "By rule", RULE_COLUMNS, list(_rule_rows(found, run))),
        Table("quality-returns", "By rule and return", RETURN_COLUMNS, list(_return_rows(files, run))),
        Table("quality-findings", "Findings that are open", FINDING_COLUMNS, [_finding_row(one, run) for one in found]),
        Table("quality-rules-run", "Rules run", RAN_COLUMNS, list(_ran_rows(files, run))),
    )
    return Report("quality", "Data quality over returns", tables)


def _files(run: Judged) -> list[tuple[ReturnOf, SeenInFile]]:
    """The files up to the day, oldest first, each once."""
    stands = run.settled.standing
    listed: dict[ReturnOf, SeenInFile] = {
        one.returned: _seen(one) for one in run.files if one.returned in stands.current | stands.earlier
    }
    return sorted(listed.items(), key=lambda item: (item[0].UKPRN or 0, item[0].age, item[0].year))


def _seen(file: FileRead) -> SeenInFile:
    if file.seen is None:
        raise ValueError(f"nobody looked on while {file.returned.name} was checked")
    return file.seen


@remembered
def _what(rule: str) -> str:
    return phrase(rule)


def _context(returned: ReturnOf, run: Judged) -> tuple[Cell, ...]:
    ukprn = returned.UKPRN or 0
    return (run.return_name(returned), run.as_of, ukprn, run.contract_id(ukprn))


# Findings that are open: those of the returns that count.


def _found(files: Sequence[tuple[ReturnOf, SeenInFile]], run: Judged) -> list[Found]:
    """Each finding of the returns that count, with its age and what it holds up; gravest and dearest first."""
    held_up, payable = _stopped(run), _payable(run)
    history = _History(files, run)
    found = []
    for returned, seen in files:
        if returned in run.settled.standing.current:
            times = Counter(one.same for one in seen.findings)
            for one in {each.same: each for each in seen.findings}.values():
                stake = _stake(one, returned, held_up, payable)
                found.append(Found(returned, one, times[one.same], *history.age(one, returned), stake))
    return sorted(found, key=_order)


def _order(one: Found) -> tuple[object, ...]:
    seen = one.seen
    who = (seen.LearnRefNumber or "", seen.LearnAimRef or "", str(seen.LearnStartDate), seen.field)
    grave = SEVERITIES.index(seen.severity)
    return (one.returned.UKPRN or 0, -one.pence, grave, seen.rule, *who, one.returned.year, one.returned.age)


class _History:
    """In which returns of a provider each finding was, and which of them hold the learner and aim that it is on."""

    def __init__(self, files: Sequence[tuple[ReturnOf, SeenInFile]], run: Judged) -> None:
        self._as_of = run.as_of
        self._files = [
            (one, run.return_name(one), seen.held, {each.same for each in seen.findings}) for one, seen in files
        ]

    def age(self, seen: Seen, returned: ReturnOf) -> tuple[str | None, int | None, int | None]:
        """Since which return a finding has been there without a break, in how many, and for how many days; returns
        that do not hold the learner or aim do not tell."""
        told = [
            (name, seen.same in findings, one.prepared)
            for one, name, held, findings in self._files
            if one.UKPRN == returned.UKPRN and one.age <= returned.age and (seen.place in held or seen.same in findings)
        ]
        first, returns = without_a_break((name, is_there) for name, is_there, _ in told)
        since = min((prepared for name, is_there, prepared in told if is_there and name == first), default=None)
        return first, returns, None if since is None else (self._as_of - since).days


def _stake(
    seen: Seen,
    returned: ReturnOf,
    held_up: dict[tuple[object, ...], Milestones],
    payable: dict[tuple[object, ...], Milestones],
) -> Milestones:
    """What a finding holds up: see ``VALUES``. A warning or to-do item holds up nothing by itself."""
    learner = (returned.UKPRN or 0, seen.LearnRefNumber)
    if seen.severity == NO_PAY:
        on_aim = held_up.get((*learner, seen.rule, seen.AimSeqNumber, seen.LearnAimRef, returned), {})
        return on_aim or held_up.get((*learner, seen.rule, None, None, returned), {})
    if seen.severity in REFUSED:
        return payable.get((*learner, returned), {})
    return {}


def _stopped(run: Judged) -> dict[tuple[object, ...], Milestones]:
    """The milestones that each no-pay reason stops, by learner, rule, aim and return."""
    numbers = {id(bootcamp): number for number, bootcamp in enumerate(run.settled.bootcamps)}
    found: dict[tuple[object, ...], Milestones] = defaultdict(dict)
    for stop in stops(run):
        if stop.bootcamp is None:
            continue
        claim, number = stop.claim, numbers[id(stop.bootcamp)]
        on_aim = (None, None) if stop.fault.AimSeqNumber is None else (stop.fault.AimSeqNumber, claim.LearnAimRef)
        key = (claim.UKPRN, claim.LearnRefNumber, stop.fault.code, *on_aim, claim.returned)
        found[key] |= {(number, name): pence for name, pence in _withheld(stop)}
    return found


def _withheld(stop: Stop) -> Iterator[tuple[str, int]]:
    assert stop.bootcamp is not None
    for name, milestone in stop.bootcamp.milestones.items():
        if milestone.withheld and any(fault.code == stop.fault.code for fault in milestone.no_pay):
            yield name, milestone.withheld


def _payable(run: Judged) -> dict[tuple[object, ...], Milestones]:
    """The milestones that are payable now, by learner and return that they rest on."""
    found: dict[tuple[object, ...], Milestones] = defaultdict(dict)
    for number, bootcamp in enumerate(run.settled.bootcamps):
        for name, milestone in bootcamp.milestones.items():
            pence = milestone.moved.this_period if milestone.moved else 0
            for claim in {id(one): one for one in (bootcamp.claim, milestone.claim) if one is not None}.values():
                if pence > 0:
                    found[claim.UKPRN, claim.LearnRefNumber, claim.returned][number, name] = pence
    return found


# Rows.


def _rule_rows(found: Iterable[Found], run: Judged) -> Iterator[tuple[Cell, ...]]:
    """For each provider its rules, dearest first, with the oldest finding of each; then everything once."""
    by_provider: dict[int, dict[str, list[Found]]] = {ukprn: {} for ukprn in run.providers()}
    for one in found:
        by_provider.setdefault(one.returned.UKPRN or 0, {}).setdefault(one.seen.rule, []).append(one)
    for ukprn, by_rule in sorted(by_provider.items()):
        context = run.provider_context(ukprn)
        listed = sorted(by_rule.items(), key=lambda item: (-_worth(item[1]), _grave(item[1]), item[0]))
        for rule, own in listed:
            oldest = max(own, key=lambda one: (one.returns_open or 0, one.days_open or 0))
            severity = min((one.seen.severity for one in own), key=SEVERITIES.index)
            yield (
                *context, severity, rule, _what(rule), statements(rule) or None, *_numbers(own),
                oldest.first, oldest.returns_open, oldest.days_open, _value(own), VALUES.get(severity),
            )  # fmt: skip
        everything = [one for own in by_rule.values() for one in own]
        stake = pounds(_worth(everything))
        yield (*context, None, TOTAL, EVERY_RULE, None, *_numbers(everything), None, None, None, stake, None)


def _grave(own: Sequence[Found]) -> int:
    return min(SEVERITIES.index(one.seen.severity) for one in own)


def _worth(own: Iterable[Found]) -> int:
    """The pence of the milestones that some findings hold up, each once."""
    return sum({key: pence for one in own for key, pence in one.stake.items()}.values())


def _value(own: Sequence[Found]) -> Cell:
    """The value at stake; blank for what holds up nothing by its nature."""
    return pounds(_worth(own)) if any(one.seen.severity in VALUES for one in own) else None


def _numbers(own: Sequence[Found]) -> tuple[int, int]:
    learners = {(one.returned.UKPRN, one.seen.LearnRefNumber) for one in own if one.seen.LearnRefNumber is not None}
    return sum(one.times for one in own), len(learners)


def _finding_row(one: Found, run: Judged) -> tuple[Cell, ...]:
    seen = one.seen
    return (
        *_context(one.returned, run), seen.LearnRefNumber, seen.ULN, seen.AimSeqNumber, seen.LearnAimRef,
        seen.LearnStartDate, seen.severity, seen.rule, _what(seen.rule), seen.field, one.times,
        one.first, one.returns_open, one.days_open, _value([one]),
    )  # fmt: skip


def _return_rows(files: Sequence[tuple[ReturnOf, SeenInFile]], run: Judged) -> Iterator[tuple[Cell, ...]]:
    """Each rule in each return, held against the return of that provider and year before it."""
    before: dict[tuple[int | None, int], SeenInFile] = {}
    for returned, seen in files:
        previous = before.get((returned.UKPRN, returned.year))
        before[returned.UKPRN, returned.year] = seen
        now, then = _by_rule(seen), _by_rule(previous) if previous else {}
        for rule in sorted(now.keys() | then.keys(), key=lambda rule: (_gravity(rule, now, then), rule)):
            own = now.get(rule, [])
            severity = (own or then[rule])[0].severity
            learners = {one.LearnRefNumber for one in own if one.LearnRefNumber is not None}
            yield (
                *_context(returned, run), returned.prepared, severity, rule, _what(rule), len(own), len(learners),
                *(_changes(own, then.get(rule, []), seen) if previous else (None,) * 4),
            )  # fmt: skip


def _by_rule(seen: SeenInFile) -> dict[str, list[Seen]]:
    found: dict[str, list[Seen]] = {}
    for one in seen.findings:
        found.setdefault(one.rule, []).append(one)
    return found


def _gravity(rule: str, *held: dict[str, list[Seen]]) -> int:
    return min(SEVERITIES.index(one.severity) for found in held for one in found.get(rule, []))


def _changes(now: Sequence[Seen], then: Sequence[Seen], seen: SeenInFile) -> tuple[int, int, int, int]:
    """How many findings are new, as before, mended, and gone because the learner or aim is no longer returned."""
    here, there = Counter(one.same for one in now), Counter(one.same for one in then)
    places = {one.same: one.place for one in then}
    gone = there - here
    left = sum(times for same, times in gone.items() if places[same] not in seen.held)
    return (here - there).total(), (here & there).total(), gone.total() - left, left


def _ran_rows(files: Sequence[tuple[ReturnOf, SeenInFile]], run: Judged) -> Iterator[tuple[Cell, ...]]:
    """How every rule ended on every file: one that was skipped or crashed says nothing, and never counts as clean."""
    for returned, seen in files:
        context = _context(returned, run)
        for one in sorted(seen.ended, key=lambda ended: (ended.status != Status.CRASHED, ended.rule)):
            yield (*context, one.rule, one.severity, one.status, one.count, one.why)
