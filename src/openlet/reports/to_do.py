"""The to-do list (C.5): what costs money first, then what soon will, then what is to be put right anyway."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TypedDict

from openlet.payments.amounts import M1, M2, M3
from openlet.payments.bootcamps import HELD, NOT_CHECKABLE, Bootcamp, Milestone
from openlet.payments.claims import Claim, Fault, ReturnOf
from openlet.payments.dates import day_of_milestone_1
from openlet.payments.milestone_aims import TITLES
from openlet.payments.words import day
from openlet.reports.aim_rows import (
    FIELDS_OF_CONDITIONS,
    bootcamps_named,
    field_names,
    reading,
    statements,
    values_found,
    what_is_wrong,
    what_to_do,
)
from openlet.reports.cash import ENDED_FOR_GOOD, can_be_mended
from openlet.reports.judged import Judged
from openlet.reports.outlook import outlook
from openlet.reports.seen import REFUSES, SCHEMA, Seen
from openlet.reports.stops import Stop, not_met, stops
from openlet.reports.tables import Report, Table
from openlet.reports.when import deadline, last_day, last_return, next_return
from openlet.reports.work import (
    CHECK,
    CLAIM,
    COLUMNS,
    COSTS_MONEY,
    EXPORT,
    NO_PAY,
    OF_PRIORITY,
    REFUSAL,
    REFUSED,
    SOON_COSTS_MONEY,
    UNKNOWN,
    WINDOW,
    Line,
    Stake,
    aim_named,
    stake_of,
)
from openlet.spec.years import Year, year_of, year_on

DAY_HAS_NOT_COME = "MC-01"
WINDOWS = (14, 30, 60)  # days before a window closes
STATEMENTS = {M1: "A-141", M2: "A-145 A-147", M3: "A-152 A-154"}
BEFORE_IT_ENDS = {
    M2: "If an interview was offered, return Z0010211: Milestone 3 needs it.",
    M3: "If a job was offered, return Z0010212, dated not after that day.",
}
LAST_MILESTONES = ((M2, "Z2", "MC-05"), (M3, "Z3", "MC-10"))
NOT_KNOWN = "not known: its closing date is not published yet"


@dataclass(frozen=True, slots=True)
class Item:
    """A line with the record that it is about: return, learner, aim (None: the learner), elements to look at."""

    line: Line
    returned: ReturnOf
    LearnRefNumber: str | None
    aim: Claim | None = None
    elements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said of an aim: kind, code, the elements with what was found, what is wanted, why."""

    priority: int
    kind: str
    code: str
    field: str
    found: str
    expected: str
    why: str


class ByWhen(TypedDict):
    """The returns that can carry a correction, as a line names them."""

    deadline_return: str
    deadline: date | None
    last_return: str
    is_closed: bool


def to_do(run: Judged) -> Report:
    """The report: one table, what costs most first."""
    return Report("to-do", "To do", (Table("to-do", "To do", COLUMNS, [item.line.cells() for item in items(run)]),))


def items(run: Judged) -> list[Item]:
    """Everything that is to be done, in the order of the list."""
    found = [*_no_pay(run), *_claims_that_earn_nothing(run)]
    for bootcamp in run.settled.bootcamps:
        found += [*_not_checkable(bootcamp, run), *_windows(bootcamp, run)]
    found += [*_faults(run), *_refused(run)]
    return sorted(found, key=lambda item: item.line.order)


def payable_now(run: Judged) -> dict[tuple[int, str | None, ReturnOf], Stake]:
    """What each record would earn now, by provider, learner and return: nothing of it is paid if it is refused."""
    found: dict[tuple[int, str | None, ReturnOf], Stake] = defaultdict(dict)
    for bootcamp in run.settled.bootcamps:
        for milestone in bootcamp.milestones.values():
            pence = milestone.moved.this_period if milestone.moved and milestone.is_payable else 0
            for claim in (bootcamp.claim, milestone.claim):
                if claim is not None and pence > 0:
                    found[claim.UKPRN, claim.LearnRefNumber, claim.returned] |= stake_of(bootcamp, [(milestone, pence)])
    return found


def _item(said: _Said, claim: Claim, run: Judged, stake: Stake, alone: int = 0, year: Year | None = None) -> Item:
    again, expected = (None, said.expected) if year else _again(claim, said.expected, run)
    line = Line(
        returned=run.return_name(claim.returned), as_of=run.as_of, ukprn=claim.UKPRN,
        contract_id=run.contract_id(claim.UKPRN), priority=said.priority, learner=claim.LearnRefNumber,
        aim_seq=claim.AimSeqNumber, aim=aim_named(claim), field=said.field, found=said.found, expected=expected,
        why=said.why, kind=said.kind, code=said.code, bootcamp=bootcamps_named(claim), stake=stake, alone=alone,
        **by_when(year or again or _year(claim.returned), claim.UKPRN, run),
    )  # fmt: skip
    return Item(line, claim.returned, claim.LearnRefNumber, claim, tuple(said.field.split("; ")))


def _again(claim: Claim, expected: str, run: Judged) -> tuple[Year | None, str]:
    """Of an aim that goes on though its year is closed: the year that it is to be returned in again (B-54)."""
    own, now = _year(claim.returned), year_on(run.as_of)
    if now is None or now is own or can_be_mended(claim, run) or claim.CompStatus in ENDED_FOR_GOOD:
        return None, expected
    return now, f"{expected} {own} is closed: return the aim in {now} with it."


def by_when(year: Year, ukprn: int, run: Judged) -> ByWhen:
    """The next return of a year that can carry a correction, and the last one."""
    contract = run.contract(ukprn)
    following, last = next_return(year, run.as_of, contract), last_return(year, contract)
    return {
        "deadline_return": deadline(year, run.as_of, contract),
        "deadline": following.closes if following else None,
        "last_return": str(last) if last else NOT_KNOWN,
        "is_closed": last is not None and last.closes < run.as_of,
    }


@cache
def _year_of(code: int) -> Year:
    return year_of(str(code))


def _year(returned: ReturnOf) -> Year:
    return _year_of(returned.year)


def _why(code: str, source: str = "") -> str:
    """The code with the guide's statements: "NP-15: A-144 A-159"."""
    return f"{code}: {statements(code, source) or reading(code) or ''}".removesuffix(": ")


def _no_pay(run: Judged) -> Iterator[Item]:
    """Priority 1: no-pay reasons, with the milestones that they stop."""
    for stop in stops(run):
        yield _item(_said_of(stop.fault, COSTS_MONEY, NO_PAY), stop.claim, run, _stopped(stop), stop.pence)


def _stopped(stop: Stop) -> Stake:
    if stop.bootcamp is None:
        return {}
    code, milestones = stop.fault.code, stop.bootcamp.milestones.values()
    return stake_of(
        stop.bootcamp, [(one, one.withheld) for one in milestones if any(each.code == code for each in one.no_pay)]
    )


def _said_of(fault: Fault, priority: int, kind: str) -> _Said:
    return _Said(
        priority, kind, fault.code, field_names(fault), values_found(fault), what_to_do(fault.message),
        _why(fault.code, fault.source),
    )  # fmt: skip


def _claims_that_earn_nothing(run: Judged) -> Iterator[Item]:
    """Priority 2: what was returned but earns nothing, though something can be done about it."""
    homes = {id(one.claim): one for one in run.settled.bootcamps}
    homes |= {id(claim): one for one in run.settled.bootcamps for claim in _claimed(one)}
    for one in not_met(run):
        if one.milestone == M1 and (one.unmet.code == DAY_HAS_NOT_COME or one.unmet.measure is not None):
            continue  # its day has not come, or the learner left before it: nothing to do
        if one.is_claimed:
            message, code = one.unmet.message, one.unmet.code
            said = _Said(
                SOON_COSTS_MONEY, CLAIM, code, FIELDS_OF_CONDITIONS.get(code, ""), what_is_wrong(message),
                what_to_do(message), _why(code),
            )  # fmt: skip
            home = homes.get(id(one.claim))
            stake = _at_risk(home, [home.milestones[one.milestone]], run.as_of) if home else {}
            yield _item(said, one.claim, run, stake, one.pence if stake else 0)


def _claimed(bootcamp: Bootcamp) -> list[Claim]:
    """The milestone aims that were judged."""
    return [one.claim for one in bootcamp.milestones.values() if one.claim is not None]


def _at_risk(bootcamp: Bootcamp, milestones: Sequence[Milestone], as_of: date) -> Stake:
    """What can still be won of milestones."""
    return stake_of(bootcamp, [(one, outlook(bootcamp, one, as_of).outlook.at_risk) for one in milestones])


def _not_checkable(bootcamp: Bootcamp, run: Judged) -> Iterator[Item]:
    """Priority 2: what keeps a milestone from being judged at all, where no rule says so already (see ``_faults``)."""
    said = {name for fault in bootcamp.to_do for name in fault.fields}
    for element, texts in _missing(bootcamp).items():
        if element in said:
            continue
        milestones = [one for one in _waiting(bootcamp) if set(texts) & set(one.missing)]
        names = [one.name for one in milestones]
        expected = f"Put it right: until then {' and '.join(names)} cannot be judged."
        made = _Said(
            SOON_COSTS_MONEY, UNKNOWN, "", element, "; ".join(texts),
            expected + _day_has_passed(bootcamp), " ".join(STATEMENTS[name] for name in names),
        )  # fmt: skip
        yield _item(made, bootcamp.claim, run, _at_risk(bootcamp, milestones, run.as_of))


def _waiting(bootcamp: Bootcamp) -> list[Milestone]:
    """The milestones that cannot be judged for want of something."""
    return [one for one in bootcamp.milestones.values() if one.status in (NOT_CHECKABLE, HELD)]


def _missing(bootcamp: Bootcamp) -> dict[str, list[str]]:
    """What is wanting, by the element that each text begins with."""
    found: dict[str, list[str]] = {}
    for text in dict.fromkeys(text for one in _waiting(bootcamp) for text in one.missing):
        found.setdefault(text.split(" ")[0], []).append(text)
    return found


def _day_has_passed(bootcamp: Bootcamp) -> str:
    start, terms = bootcamp.claim.LearnStartDate, bootcamp.case.terms
    if start is None or bootcamp.case.as_of < day_of_milestone_1(start, terms):
        return ""
    return f" {terms.milestones.m1_days} days have passed since the start."


def _windows(bootcamp: Bootcamp, run: Judged) -> Iterator[Item]:
    """Priority 2: the bootcamp is completed and achieved, and the time for the next milestone runs out."""
    last, as_of = last_day(bootcamp), run.as_of
    left = (last - as_of).days if last is not None else -1
    within = next((days for days in WINDOWS if 0 <= left <= days), None)
    if last is None or within is None:
        return
    for name, kind, code in LAST_MILESTONES:
        milestone = bootcamp.milestones[name]
        if milestone.claim is None and not milestone.paid and code in {unmet.code for unmet in milestone.unmet}:
            said = _Said(
                SOON_COSTS_MONEY, WINDOW, code, "LearnAimRef", f"no {TITLES[kind]} is returned",
                f"The time for Milestone 3 ends in {left} days (within {within}), on {day(last)}. "
                + BEFORE_IT_ENDS[name],
                f"{_why(code)} {statements('MC-12')}",
            )  # fmt: skip
            stake = stake_of(bootcamp, [(milestone, outlook(bootcamp, milestone, as_of).outlook.to_come)])
            yield _until(last, _item(said, bootcamp.claim, run, stake, year=year_on(as_of)), run)


def _until(last: date, item: Item, run: Judged) -> Item:
    """An item that has a last day of its own, and the last return of the year that this day lies in."""
    carrier = last_return(year_on(last), run.contract(item.line.ukprn))
    line = replace(
        item.line, deadline=last, last_return=str(carrier) if carrier else NOT_KNOWN, is_closed=False
    )  # fmt: skip
    return replace(item, line=line)


def _faults(run: Judged) -> list[Item]:
    """Priorities 2 to 5: what the rules found, once for an aim, or once for a learner with several bootcamps.

    A finding on what keeps a milestone from being judged has priority 2 whatever its rule says.
    """
    found: dict[tuple[object, ...], Item] = {}
    for claim, fault, stake in _to_do_faults(run):
        on_aim = None if fault.AimSeqNumber is None else (claim.returned, fault.AimSeqNumber)
        key = (claim.UKPRN, claim.LearnRefNumber, fault.code, on_aim, fault.message)
        priority = fault.priority if stake is None else min(fault.priority, SOON_COSTS_MONEY)
        kind = OF_PRIORITY.get(priority, CHECK) if stake is None else UNKNOWN
        item = _item(_said_of(fault, priority, kind), claim, run, stake or {})
        if key not in found or item.line.order < found[key].line.order:
            found[key] = item
    return list(found.values())


def _to_do_faults(run: Judged) -> Iterator[tuple[Claim, Fault, Stake | None]]:
    """Each finding with its aim, and the milestones that it keeps from being judged; None where it keeps none."""
    for bootcamp in run.settled.bootcamps:
        missing = _missing(bootcamp)
        carriers = (bootcamp.claim, *_claimed(bootcamp))
        for fault in bootcamp.to_do:
            carrying = (claim for claim in carriers if any(fault is one for one in claim.faults))
            texts = {text for name in fault.fields for text in missing.get(name, ())}
            waiting = [one for one in _waiting(bootcamp) if texts & set(one.missing)] if texts else []
            stake = _at_risk(bootcamp, waiting, run.as_of) if texts else None
            yield next(carrying, bootcamp.claim), fault, stake
    for orphan in run.settled.orphans:
        for aim in orphan.aims:
            yield from ((aim, fault, None) for fault in aim.faults if not fault.no_pay)


def _refused(run: Judged) -> Iterator[Item]:
    """Priority 3, or 1 where even the schema refuses it: such a record earns nothing. Only where all rules were run."""
    payable = payable_now(run)
    for file in run.files:
        if file.seen is None or file.returned not in run.settled.standing.current:
            continue
        for seen in _each_once(file.seen.findings):
            stake = payable.get((file.returned.UKPRN or 0, seen.LearnRefNumber, file.returned), {})
            yield _refusal(seen, file.returned, stake, run)


def _each_once(findings: Iterable[Seen]) -> list[Seen]:
    listed = (one for one in findings if one.severity in REFUSES and one.LearnRefNumber is not None)
    return list({(one.same, one.AimSeqNumber, one.words): one for one in listed}.values())


def _refusal(seen: Seen, returned: ReturnOf, stake: Stake, run: Judged) -> Item:
    is_schema = seen.severity == SCHEMA
    ukprn = returned.UKPRN or 0
    number = "" if seen.AimSeqNumber is None else f"{seen.AimSeqNumber}: "
    line = Line(
        returned=run.return_name(returned), as_of=run.as_of, ukprn=ukprn, contract_id=run.contract_id(ukprn),
        priority=COSTS_MONEY if is_schema else REFUSAL, learner=seen.LearnRefNumber, aim_seq=seen.AimSeqNumber,
        aim=f"{number}{seen.LearnAimRef or ''}", field=seen.field, found=what_is_wrong(seen.words),
        expected=what_to_do(seen.words), why=_why(seen.rule), kind=EXPORT if is_schema else REFUSED, code=seen.rule,
        bootcamp=seen.LearnAimRef, stake=stake, alone=0, **by_when(_year(returned), ukprn, run),
    )  # fmt: skip
    return Item(line, returned, seen.LearnRefNumber, None, tuple(seen.field.split("; ")))
