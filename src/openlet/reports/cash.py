"""The money of a run, learner by learner and milestone by milestone: paid, payable now, to take back, still to come.

What is lost is never in it. Of one person each milestone is counted once, as it is paid once (A-155, A-156, AMB-42).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from openlet.facts.completion import COMPLETED, CONTINUING, WITHDRAWN
from openlet.payments.amounts import M1, M2, M3, MILESTONES
from openlet.payments.bootcamps import Bootcamp, Milestone
from openlet.payments.claims import Claim
from openlet.payments.forecast import (
    CERTAIN,
    ONLY_AT_BEST,
    Awaited,
    Chance,
    Reached,
    awaited,
    chance_of,
    history,
    spread,
)
from openlet.reports.judged import Judged
from openlet.reports.outlook import outlook
from openlet.reports.when import Carrier, last_return, next_return, return_of
from openlet.spec.years import year_of, year_on

PAID, PAYABLE, TAKE_BACK = "paid", "payable now", "to take back"
SETTLED = (PAID, PAYABLE, TAKE_BACK)
PAID_BEFORE = "paid before"  # stands where other money has its month
EVERY_BOOTCAMP = "all"
FEW = 20  # below, one learner more or less moves a rate by more than five points
OWN_HISTORY, WHOLE_HISTORY = "own history: this bootcamp", "own history: all bootcamps"
SHORT_HISTORY = f"{WHOLE_HISTORY}, but fewer than {FEW} tell: name the rate in a file (--rates) to be surer"
NO_RATE = "none: no bootcamp of these files can tell yet; name the rate in a file (--rates)"
ENDED_FOR_GOOD = (COMPLETED, WITHDRAWN)  # no later year returns such an aim again
ON_BOOTCAMP_AIM = {"MC-02", "MC-07", "MC-08", "MC-09"}

Slot = tuple[object, ...]  # one milestone that one person can be paid once


@dataclass(frozen=True, slots=True)
class RateUsed:
    """The rate of a milestone for one bootcamp at one provider, and where it comes from."""

    ukprn: int
    bootcamp: str
    milestone: str
    chance: Chance
    source: str
    reached: Reached | None


@dataclass(frozen=True, slots=True)
class Cash:
    """Money of one milestone of one learner's bootcamp, in pence.

    ``month`` is that in which the return closes that first carries it; ``carrier`` that return (None: not known).
    ``pence`` is what it comes to in full, ``best``, ``expected`` (None: no rate is known) and ``worst`` what is
    counted. ``record``: the aim that would have to be put right.
    """

    ukprn: int
    LearnRefNumber: str | None
    ULN: int | None
    bootcamp: str
    started: date | None
    milestone: str
    stage: str
    pence: int
    day: date | None
    month: str
    carrier: Carrier | None
    chance: Chance
    steps: tuple[str, ...] = ()
    found: Bootcamp | None = field(default=None, repr=False)
    awaited: Awaited | None = field(default=None, repr=False)
    record: Claim | None = field(default=None, repr=False)
    best: int = 0
    expected: int | None = 0
    worst: int = 0

    @property
    def is_open(self) -> bool:
        """Whether it is still to come."""
        return self.stage not in SETTLED

    @property
    def order(self) -> tuple[object, ...]:
        """Sorts the money: what was paid before first, then by month."""
        when = "" if self.month == PAID_BEFORE else self.month
        who = (self.LearnRefNumber or "", self.ULN or 0, str(self.started))
        return (self.ukprn, self.bootcamp, when, *who, self.milestone, self.stage)


def rates_used(run: Judged) -> dict[tuple[int, str, str], RateUsed]:
    """The rate of each milestone by provider and bootcamp.

    From the file of rates; else from the provider's own bootcamps of that reference that can tell, if they are not
    few; else from all its bootcamps that can tell; else there is none.
    """
    found = {}
    for ukprn in run.providers():
        everything = history(run.bootcamps_of(ukprn), run.as_of)
        by_ref: dict[str, list[Bootcamp]] = {ref: [] for ref in run.contract(ukprn).bootcamps}
        for bootcamp in run.bootcamps_of(ukprn):
            by_ref.setdefault(bootcamp.claim.LearnAimRef, []).append(bootcamp)
        for ref, own in sorted(by_ref.items()):
            of_ref = history(own, run.as_of)
            for name in MILESTONES:
                found[ukprn, ref, name] = _rate(run, ukprn, ref, name, of_ref[name], everything[name])
    return found


def money(run: Judged, rates: dict[tuple[int, str, str], RateUsed]) -> list[Cash]:
    """All money of a run that is not lost, in order, each in whole pence that add up for each bootcamp."""
    found = [*_settled_money(run), *_absent_money(run), *_open_money(run, rates)]
    by_bootcamp: dict[tuple[int, str], list[Cash]] = defaultdict(list)
    for one in sorted(found, key=lambda one: one.order):
        by_bootcamp[one.ukprn, one.bootcamp].append(one)
    return [one for listed in by_bootcamp.values() for one in _in_pence(listed)]


def next_month(month: str) -> str:
    """The month after: "2024-12" is followed by "2025-01"."""
    year, number = divmod(int(month[:4]) * 12 + int(month[5:]), 12)
    return f"{year}-{number + 1:02}"


def month_of(day: date) -> str:
    """The month of a day: "2024-09"."""
    return f"{day:%Y-%m}"


def lands(day: date, run: Judged, ukprn: int) -> tuple[str, Carrier | None]:
    """The month in which the money of a day lands, and the return that carries it.

    Where no return is dated, the month after: returns close in the month after the one they report (B-52).
    """
    carrier = return_of(day, run.contract(ukprn))
    return (month_of(carrier.closes) if carrier else next_month(month_of(day))), carrier


def _rate(run: Judged, ukprn: int, ref: str, name: str, of_ref: Reached, everything: Reached) -> RateUsed:
    given = run.rates.rate(name, ref, ukprn) if run.rates else None
    if run.rates and given:
        chance = Chance(Fraction(given.best), Fraction(given.expected), Fraction(given.worst))
        return RateUsed(ukprn, ref, name, chance, run.rates.file, None)
    if of_ref.of >= FEW:
        return RateUsed(ukprn, ref, name, Chance(Fraction(1), of_ref.share, Fraction(0)), OWN_HISTORY, of_ref)
    told = everything if everything.of else None
    source = NO_RATE if told is None else WHOLE_HISTORY if told.of >= FEW else SHORT_HISTORY
    return RateUsed(ukprn, ref, name, Chance(Fraction(1), everything.share, Fraction(0)), source, told)


def _settled_money(run: Judged) -> Iterator[Cash]:
    """What has been paid and what this run pays or takes back."""
    for bootcamp in run.settled.bootcamps:
        for milestone in bootcamp.milestones.values():
            assert milestone.moved is not None
            claim, moved = milestone.claim or bootcamp.claim, milestone.moved
            made = _cash(bootcamp, milestone.name)
            yield from _moved(made, moved.previously, moved.this_period, run, claim.returned.year)


def _absent_money(run: Judged) -> Iterator[Cash]:
    """What was paid for bootcamps that are no longer returned."""
    for absent in run.settled.absent:
        entry = absent.entry
        for name, moved in absent.moved.items():
            made = Cash(
                entry.UKPRN, entry.LearnRefNumber, entry.ULN, entry.LearnAimRef, entry.LearnStartDate, name,
                PAID, 0, None, PAID_BEFORE, None, CERTAIN,
            )  # fmt: skip
            yield from _moved(made, moved.previously, moved.this_period, run, entry.year)


def _moved(made: Cash, previously: int, this_period: int, run: Judged, year: int) -> Iterator[Cash]:
    if previously:
        yield replace(made, stage=PAID, pence=previously)
    if this_period:
        contract = run.contract(made.ukprn)
        own = next_return(year_of(str(year)), run.as_of, contract)
        carrier = own or next_return(year_on(run.as_of), run.as_of, contract)
        stage = PAYABLE if this_period > 0 else TAKE_BACK
        month = month_of(carrier.closes if carrier else run.as_of)
        yield replace(made, stage=stage, pence=this_period, day=run.as_of, month=month, carrier=carrier)


def _cash(bootcamp: Bootcamp, milestone: str) -> Cash:
    claim = bootcamp.claim
    return Cash(
        claim.UKPRN, claim.LearnRefNumber, claim.ULN, claim.LearnAimRef, claim.LearnStartDate, milestone,
        PAID, 0, None, PAID_BEFORE, None, CERTAIN, found=bootcamp,
    )  # fmt: skip


def _open_money(run: Judged, rates: dict[tuple[int, str, str], RateUsed]) -> list[Cash]:
    """What is still to come or at risk, each milestone of a person once: the likelier, then the earlier."""
    taken = _taken(run)
    chosen: dict[Slot, Cash] = {}
    for bootcamp in run.settled.bootcamps:
        for one in _open_of(bootcamp, run, rates):
            slot = _slot(bootcamp, one.milestone)
            if slot not in taken and (slot not in chosen or _first(one) < _first(chosen[slot])):
                chosen[slot] = one
    return list(chosen.values())


def _first(one: Cash) -> tuple[object, ...]:
    return (one.stage in ONLY_AT_BEST, one.day, one.order)


def _open_of(bootcamp: Bootcamp, run: Judged, rates: dict[tuple[int, str, str], RateUsed]) -> Iterator[Cash]:
    """The open milestones of one bootcamp."""
    claim, as_of = bootcamp.claim, run.as_of
    days = run.rates.m3_days(claim.LearnAimRef, claim.UKPRN) if run.rates else None
    chances = {name: rates[claim.UKPRN, claim.LearnAimRef, name].chance for name in MILESTONES}
    shaky: set[str] = set()
    for name, milestone in bootcamp.milestones.items():
        prospect = outlook(bootcamp, milestone, as_of)
        pence = prospect.outlook.to_come + prospect.outlook.at_risk
        is_at_risk = prospect.outlook.at_risk > 0
        record = at_fault(bootcamp, milestone)
        is_closed = not can_be_mended(record, run)
        if not pence or (is_at_risk and is_closed and record.CompStatus in ENDED_FOR_GOOD):
            continue
        is_left = is_closed and claim.CompStatus == CONTINUING  # its year is over, and no later one returns it (B-54)
        is_doubtful = is_left or _rests_on(name, bootcamp) in shaky
        found = awaited(bootcamp, milestone, as_of, is_at_risk=is_at_risk, is_doubtful=is_doubtful, m3_days=days)
        if found is None:
            continue
        if found.stage in ONLY_AT_BEST:
            shaky.add(name)
        month, carrier = lands(found.day, run, claim.UKPRN)
        yield replace(
            _cash(bootcamp, name), stage=found.stage, pence=pence, day=found.day, month=month, carrier=carrier,
            chance=chance_of(found, chances), steps=found.steps, awaited=found, record=record,
        )  # fmt: skip


def at_fault(bootcamp: Bootcamp, milestone: Milestone) -> Claim:
    """The aim on which something keeps a milestone back: the bootcamp aim, unless only the milestone aim is wrong."""
    faults = (*bootcamp.claim.faults, *bootcamp.stopped)
    is_stopped = any(fault is one for fault in milestone.no_pay for one in faults)
    is_unmet = not ON_BOOTCAMP_AIM.isdisjoint(unmet.code for unmet in milestone.unmet)
    is_on_bootcamp = is_stopped or is_unmet or bool(bootcamp.case.unknown())
    return bootcamp.claim if milestone.claim is None or is_on_bootcamp else milestone.claim


def can_be_mended(claim: Claim, run: Judged) -> bool:
    """Whether a record can still be changed: the last return of its year has not closed, or is not dated yet."""
    last = last_return(year_of(str(claim.returned.year)), run.contract(claim.UKPRN))
    return last is None or run.as_of <= last.closes


def _rests_on(name: str, bootcamp: Bootcamp) -> str | None:
    """The milestone that this one needs payable, where the contract says so (AMB-39, AMB-48)."""
    readings = bootcamp.case.terms.readings
    if name == M3 and readings.m3_requires_m2 == "payable":
        return M2
    return M1 if name == M2 and readings.m2_requires_m1 else None


def _taken(run: Judged) -> set[Slot]:
    """The milestones that a person has been paid, or is paid now, whether the bootcamp is in these files or not."""
    taken = {
        _slot(bootcamp, name)
        for bootcamp in run.settled.bootcamps
        for name, milestone in bootcamp.milestones.items()
        if milestone.moved is not None and milestone.moved.entitlement > 0
    }
    return taken | set(_paid_elsewhere(run))


def _paid_elsewhere(run: Judged) -> Iterator[Slot]:
    here = {(bootcamp.claim.real_uln, *bootcamp.case.key) for bootcamp in run.settled.bootcamps}
    wave = run.settled.contracts.all[0]
    paid: dict[tuple[int, int, str, date, str], int] = defaultdict(int)
    for entry in run.settled.run.ledger.entries:
        is_in_wave = wave.wave_from <= entry.LearnStartDate <= wave.wave_to
        if is_in_wave and (entry.ULN, *entry.key[:3]) not in here:
            paid[(entry.ULN, *entry.key)] += entry.pence
    for absent in run.settled.absent:
        for name, moved in absent.moved.items():
            paid[(absent.entry.ULN, *absent.entry.key[:3], name)] += moved.this_period
    for (uln, ukprn, ref, _, name), pence in paid.items():
        if pence > 0:
            yield from ((("ULN", uln), name, one) for one in (None, (ukprn, ref)))


def _slot(bootcamp: Bootcamp, name: str) -> Slot:
    """One person's one milestone; without the reading one_m3, one Milestone 3 for each bootcamp reference."""
    claim = bootcamp.claim
    person = ("ULN", claim.real_uln) if claim.real_uln is not None else ("learner", claim.UKPRN, claim.LearnRefNumber)
    is_each = name == M3 and not bootcamp.case.terms.readings.one_m3
    return (person, name, (claim.UKPRN, claim.LearnAimRef) if is_each else None)


def _in_pence(listed: list[Cash]) -> list[Cash]:
    """The money of one bootcamp in order, each amount in whole pence; the sums so far are rounded half up."""
    best = spread([one.pence * one.chance.best if one.is_open else None for one in listed])
    worst = spread([one.pence * one.chance.worst if one.is_open else None for one in listed])
    expected = spread(
        [one.pence * one.chance.expected if one.is_open and one.chance.expected is not None else None for one in listed]
    )
    return [
        replace(one, best=most or 0, expected=likely, worst=least or 0)
        if one.is_open
        else replace(one, best=one.pence, expected=one.pence, worst=one.pence)
        for one, most, likely, least in zip(listed, best, expected, worst, strict=True)
    ]


def percent(share: Fraction | None) -> Decimal | None:
    """A share in percent with one place, rounded half up; None where it is not known."""
    return None if share is None else Decimal(int(share * 1000 + Fraction(1, 2))).scaleb(-1)
