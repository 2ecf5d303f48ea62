"""The to-do list (C.5): what costs money first, then what soon will, then what is to be put right anyway."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from openlet.facts.completion import ACHIEVED, COMPLETED
from openlet.payments.amounts import M1, M2, M3
from openlet.payments.bootcamps import HELD, NOT_CHECKABLE, Bootcamp, Milestone
from openlet.payments.claims import Claim, Fault
from openlet.payments.dates import day_of_milestone_1, last_day_of_milestone_3
from openlet.payments.milestone_aims import TITLES
from openlet.payments.words import day
from openlet.reports.aim_rows import (
    FIELDS_OF_CONDITIONS,
    field_names,
    reading,
    statements,
    values_found,
    what_is_wrong,
    what_to_do,
)
from openlet.reports.judged import CONTEXT, Judged
from openlet.reports.stops import not_met, stops
from openlet.reports.tables import Cell, Report, Table
from openlet.reports.when import deadline
from openlet.spec.years import Year, year_of, year_on

COLUMNS = (
    *CONTEXT, "priority", "learner", "aim", "field", "found", "expected", "why", "deadline_return", "owner",
)  # fmt: skip
COSTS_MONEY, SOON_COSTS_MONEY = 1, 2
DAY_HAS_NOT_COME = "MC-01"
WINDOWS = (30, 60)  # days before a window closes
STATEMENTS = {M1: "A-141", M2: "A-145 A-147", M3: "A-152 A-154"}
BEFORE_IT_ENDS = {
    M2: "If an interview was offered, return Z0010211: Milestone 3 needs it.",
    M3: "If a job was offered, return Z0010212, dated not after that day.",
}
LAST_MILESTONES = ((M2, "Z2", "MC-05"), (M3, "Z3", "MC-10"))


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do. ``order`` sorts within the priority; ``year`` is the ILR year whose return can carry it."""

    priority: int
    order: tuple[int, ...]
    claim: Claim
    field: str
    found: str
    expected: str
    why: str
    year: Year


def to_do(run: Judged) -> Report:
    """The report: one table, what costs most first."""
    items = [*_no_pay(run), *_claims_that_earn_nothing(run)]
    for bootcamp in run.settled.bootcamps:
        items += [*_not_checkable(bootcamp), *_windows(bootcamp, run.as_of)]
    items += _faults(run)
    ordered = sorted(items, key=_order)
    return Report("to-do", "To do", (Table("to-do", "To do", COLUMNS, [_row(item, run) for item in ordered]),))


def _order(item: Item) -> tuple[object, ...]:
    claim = item.claim
    where = (claim.UKPRN, claim.LearnRefNumber or "", claim.AimSeqNumber or 0)
    return (item.priority, item.order, *where, item.why, item.found)


def _row(item: Item, run: Judged) -> tuple[Cell, ...]:
    claim = item.claim
    return (
        *run.context(claim), item.priority, claim.LearnRefNumber, _aim(claim), item.field, item.found, item.expected,
        item.why, deadline(item.year, run.as_of, run.contract(claim.UKPRN)), None,
    )  # fmt: skip


def _aim(claim: Claim) -> str:
    """The aim as people look for it: "2: Z0010211 for Z0020001"."""
    number = "" if claim.AimSeqNumber is None else f"{claim.AimSeqNumber}: "
    named = f" for {' and '.join(claim.bootcamps) or 'no bootcamp'}" if claim.kind != "BC" else ""
    return f"{number}{claim.LearnAimRef}{named}"


def _year(claim: Claim) -> Year:
    return year_of(str(claim.returned.year))


def _why(code: str, source: str = "") -> str:
    """The code with the guide's statements: "NP-15: A-144 A-159"."""
    return f"{code}: {statements(code, source) or reading(code) or ''}".removesuffix(": ")


def _no_pay(run: Judged) -> Iterator[Item]:
    """Priority 1: no-pay reasons, the most money first."""
    for stop in stops(run):
        order = (-stop.pence, -stop.learner_pence)
        yield _item(COSTS_MONEY, stop.fault, stop.claim, order)


def _item(priority: int, fault: Fault, claim: Claim, order: tuple[int, ...] = ()) -> Item:
    return Item(
        priority, order, claim, field_names(fault), values_found(fault), what_to_do(fault.message),
        _why(fault.code, fault.source), _year(claim),
    )  # fmt: skip


def _claims_that_earn_nothing(run: Judged) -> Iterator[Item]:
    """Priority 2: what was returned but earns nothing, though something can be done about it."""
    for one in not_met(run):
        if one.milestone == M1 and (one.unmet.code == DAY_HAS_NOT_COME or one.unmet.measure is not None):
            continue  # its day has not come, or the learner left before it: nothing to do
        if one.is_claimed:
            message, code = one.unmet.message, one.unmet.code
            yield Item(
                SOON_COSTS_MONEY, (), one.claim, FIELDS_OF_CONDITIONS.get(code, ""), what_is_wrong(message),
                what_to_do(message), _why(code), _year(one.claim),
            )  # fmt: skip


def _not_checkable(bootcamp: Bootcamp) -> Iterator[Item]:
    """Priority 2: what keeps a milestone from being judged at all, where no rule says so already (see ``_faults``)."""
    said = {name for fault in bootcamp.to_do for name in fault.fields}
    for element, texts in _missing(bootcamp).items():
        if element in said:
            continue
        names = [one.name for one in _waiting(bootcamp) if set(texts) & set(one.missing)]
        yield Item(
            SOON_COSTS_MONEY, (), bootcamp.claim, element, "; ".join(texts),
            f"Put it right: until then {' and '.join(names)} cannot be judged.{_day_has_passed(bootcamp)}",
            " ".join(STATEMENTS[name] for name in names), _year(bootcamp.claim),
        )  # fmt: skip


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


def _windows(bootcamp: Bootcamp, as_of: date) -> Iterator[Item]:
    """Priority 2: the bootcamp is completed and achieved, and the time for the next milestone runs out."""
    last = last_day(bootcamp)
    left = (last - as_of).days if last is not None else -1
    within = next((days for days in WINDOWS if 0 <= left <= days), None)
    if last is None or within is None:
        return
    for name, kind, code in LAST_MILESTONES:
        milestone = bootcamp.milestones[name]
        if milestone.claim is None and not milestone.paid and code in {unmet.code for unmet in milestone.unmet}:
            yield Item(
                SOON_COSTS_MONEY, (left,), bootcamp.claim, "LearnAimRef", f"no {TITLES[kind]} is returned",
                f"The time for Milestone 3 ends in {left} days (within {within}), on {day(last)}. "
                + BEFORE_IT_ENDS[name],
                f"{_why(code)} {statements('MC-12')}",
                year_on(as_of) or _year(bootcamp.claim),
            )  # fmt: skip


def last_day(bootcamp: Bootcamp) -> date | None:
    """The last day on which a job offer still earns Milestone 3; None unless the bootcamp is completed and achieved."""
    claim = bootcamp.claim
    if claim.LearnActEndDate is None or (claim.CompStatus, claim.Outcome) != (COMPLETED, ACHIEVED):
        return None
    return last_day_of_milestone_3(claim.LearnActEndDate, bootcamp.case.terms)


def _faults(run: Judged) -> list[Item]:
    """Priorities 2 to 5: what the rules found, once for an aim, or once for a learner with several bootcamps.

    A finding on what keeps a milestone from being judged has priority 2 whatever its rule says.
    """
    found: dict[tuple[object, ...], Item] = {}
    for claim, fault, is_urgent in _to_do_faults(run):
        on_aim = None if fault.AimSeqNumber is None else (claim.returned, fault.AimSeqNumber)
        key = (claim.UKPRN, claim.LearnRefNumber, fault.code, on_aim, fault.message)
        item = _item(min(fault.priority, SOON_COSTS_MONEY) if is_urgent else fault.priority, fault, claim)
        if key not in found or item.priority < found[key].priority:
            found[key] = item
    return list(found.values())


def _to_do_faults(run: Judged) -> Iterator[tuple[Claim, Fault, bool]]:
    """Each finding with its aim, and whether it is on what keeps a milestone from being judged."""
    for bootcamp in run.settled.bootcamps:
        missing = _missing(bootcamp).keys()
        judged = [one.claim for one in bootcamp.milestones.values() if one.claim is not None]
        for fault in bootcamp.to_do:
            carrying = (claim for claim in (bootcamp.claim, *judged) if any(fault is one for one in claim.faults))
            yield next(carrying, bootcamp.claim), fault, not missing.isdisjoint(fault.fields)
    for orphan in run.settled.orphans:
        for aim in orphan.aims:
            yield from ((aim, fault, False) for fault in aim.faults if not fault.no_pay)
