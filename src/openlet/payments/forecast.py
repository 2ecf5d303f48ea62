"""Money still to come: when each milestone may be earned, how likely that is, and what that makes in whole pence.

Nothing here decides whether a milestone is paid, open or lost; that has been settled. Rates are shares of learners from
0 to 1: the user's, or those of bootcamps that are over (``history``). Without either the expected amount is not known,
and None says so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from openlet.facts.completion import ACHIEVED, COMPLETED, CONTINUING, WITHDRAWN
from openlet.facts.days import add_days, add_months
from openlet.payments.amounts import M1, M2, M3, MILESTONES
from openlet.payments.bootcamps import Bootcamp, Milestone
from openlet.payments.dates import day_of_milestone_1, last_day_of_milestone_3

BEFORE_DAY, IN_LEARNING, WAITING = "before day 14", "in learning", "claimed, waiting for the end of the bootcamp"
ENDED, AFTER_M2 = "ended, not claimed", "Milestone 2 reached, no job offer yet"
OVERDUE, AT_RISK = "overdue, nothing claimed in the usual time", "at risk, to be put right"
ONLY_AT_BEST = frozenset({OVERDUE, AT_RISK})  # stages that count at best only
NOT_ENDED = {"MC-07", "MC-08"}  # conditions that fail while the learner is in learning
NOT_CLAIMED_3 = {"MC-10"}
COUNTED_ELSEWHERE = {"MC-14"}
MOST_MONTHS_AHEAD = 24  # a bootcamp lasts weeks


@dataclass(frozen=True, slots=True)
class Chance:
    """How likely something is, 0 to 1: at best, expected (None: not known) and at worst."""

    best: Fraction
    expected: Fraction | None
    worst: Fraction

    def __mul__(self, other: "Chance") -> "Chance":
        known = None if self.expected is None or other.expected is None else self.expected * other.expected
        return Chance(self.best * other.best, known, self.worst * other.worst)


CERTAIN = Chance(Fraction(1), Fraction(1), Fraction(1))


@dataclass(frozen=True, slots=True)
class Awaited:
    """One milestone that may still be earned.

    ``day``: when it is counted; ``last``: for Milestones 2 and 3 the last day that the offer may be dated, if there is
    one. ``steps``: the milestones whose rates apply, one after the other.
    """

    stage: str
    day: date
    last: date | None
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reached:
    """How many of the bootcamps that tell have reached a milestone."""

    reached: int = 0
    of: int = 0

    @property
    def share(self) -> Fraction | None:
        """The share that reached it; None where nothing tells."""
        return Fraction(self.reached, self.of) if self.of else None


def awaited(
    bootcamp: Bootcamp,
    milestone: Milestone,
    as_of: date,
    *,
    is_at_risk: bool = False,
    is_doubtful: bool = False,
    m3_days: int | None = None,
) -> Awaited | None:
    """When an open milestone may be earned and by which steps; None where its time is over.

    ``is_at_risk``: something returned keeps it back, which can be mended. ``is_doubtful``: what it rests on is at risk
    itself. ``m3_days``: days from the end of a bootcamp to the job offer; without them the last day counts, so that
    money rather comes sooner than forecast than later.
    """
    ended = end_of(bootcamp, as_of)
    last = _last(bootcamp, milestone, ended)
    is_claimed = milestone.claim is not None
    if last is not None and last < as_of and not is_claimed:
        return None
    if _is_waiting(bootcamp, milestone) and not is_doubtful:
        stage = WAITING
    else:
        stage = AT_RISK if is_at_risk or is_doubtful else _stage(bootcamp, milestone, as_of)
    return Awaited(stage, _day(bootcamp, milestone, ended, as_of, m3_days), last, _steps(bootcamp, milestone, stage))


def end_of(bootcamp: Bootcamp, as_of: date) -> date:
    """The day a bootcamp ended or, while it goes on, its planned end; the day itself where that has passed."""
    return actual_end(bootcamp, as_of) or max(planned_end(bootcamp, as_of) or as_of, as_of)


def actual_end(bootcamp: Bootcamp, as_of: date) -> date | None:
    """The day a bootcamp ended; None while it goes on, is only interrupted, or is given a day that cannot be right."""
    claim = bootcamp.claim
    return _plausible(claim.LearnActEndDate, as_of) if claim.CompStatus in (COMPLETED, WITHDRAWN) else None


def planned_end(bootcamp: Bootcamp, as_of: date) -> date | None:
    """The planned end; None where it is missing, years away or outside the contract's window (NP-06)."""
    planned, bought = bootcamp.case.planned_end, bootcamp.case.terms.bootcamps.get(bootcamp.claim.LearnAimRef)
    latest = bought.planned_end_to if bought else None
    return None if planned and latest and planned > latest else _plausible(planned, as_of)


def _plausible(day: date | None, as_of: date) -> date | None:
    """A day that is not years away: such a day is a slip, and no money is forecast for it."""
    return day if day is not None and day <= add_months(as_of, MOST_MONTHS_AHEAD) else None


def chance_of(one: Awaited, rates: dict[str, Chance]) -> Chance:
    """How likely an open milestone is: its steps one after the other; what is at risk counts at best only."""
    found = CERTAIN
    for step in one.steps:
        found = found * rates[step]
    return Chance(found.best, Fraction(0), Fraction(0)) if one.stage in ONLY_AT_BEST else found


def history(bootcamps: Iterable[Bootcamp], as_of: date) -> dict[str, Reached]:
    """How many reached each milestone, of the bootcamps that can tell on a day.

    Milestone 1: those whose day 14 has come. Milestone 2: those who reached it, whose planned end has passed and who
    have completed or withdrawn (who is still in learning does not tell). Milestone 3: those who reached Milestone 2
    and whose six months are over. No-pay reasons do not count: they tell of the records, not of the learners.
    """
    told: dict[str, list[bool]] = {name: [] for name in MILESTONES}
    for bootcamp in bootcamps:
        for name, tells in zip(MILESTONES, (_tells_1, _tells_2, _tells_3), strict=True):
            answer = tells(bootcamp, as_of)
            if answer is None:
                break
            told[name].append(answer)
            if not answer:
                break
    return {name: Reached(sum(answers), len(answers)) for name, answers in told.items()}


def spread(exact: Sequence[Fraction | None]) -> list[int | None]:
    """Whole pence from exact ones: the sum so far is rounded half up and the differences are given.

    So the parts add up to the rounded total. What is not known stays None, and the others go on without it.
    """
    so_far, given = Fraction(0), 0
    pence: list[int | None] = []
    for one in exact:
        if one is None:
            pence.append(None)
            continue
        so_far += one
        rounded = int(so_far + Fraction(1, 2))  # amounts are never negative, so cutting rounds half up
        pence.append(rounded - given)
        given = rounded
    return pence


def _day(bootcamp: Bootcamp, milestone: Milestone, ended: date, as_of: date, m3_days: int | None) -> date:
    start = _plausible(bootcamp.claim.LearnStartDate, as_of)
    if milestone.name == M1:
        return max(day_of_milestone_1(start, bootcamp.case.terms), as_of) if start else as_of
    if milestone.name == M2 or milestone.claim is not None:
        return max(ended, as_of)
    last = last_day_of_milestone_3(ended, bootcamp.case.terms)
    return max(min(add_days(ended, m3_days), last) if m3_days is not None else last, ended, as_of)


def _last(bootcamp: Bootcamp, milestone: Milestone, ended: date) -> date | None:
    """The last day that an offer may be dated: Milestone 2 has one only where the contract names it (AMB-12)."""
    terms = bootcamp.case.terms
    if milestone.name == M3:
        return last_day_of_milestone_3(ended, terms)
    return terms.readings.milestone_latest if milestone.name == M2 else None


def _stage(bootcamp: Bootcamp, milestone: Milestone, as_of: date) -> str:
    """Where a milestone stands that has not been claimed and that nothing keeps back."""
    claim, months = bootcamp.claim, bootcamp.case.terms.milestones.m3_months
    has_completed = actual_end(bootcamp, as_of) if (claim.CompStatus, claim.Outcome) == (COMPLETED, ACHIEVED) else None
    goes_on = planned_end(bootcamp, as_of) if claim.CompStatus == CONTINUING else None
    end = goes_on or has_completed
    if milestone.missing or not end or (has_completed and milestone.name == M1):
        return AT_RISK
    if milestone.name == M3 and has_completed and _follows_milestone_2(milestone):
        return AFTER_M2
    if as_of > add_months(end, months):
        return OVERDUE
    return ENDED if has_completed else BEFORE_DAY if _is_before_day(bootcamp, as_of) else IN_LEARNING


def _is_waiting(bootcamp: Bootcamp, milestone: Milestone) -> bool:
    """Whether the offer has been returned and only the end of the bootcamp is wanting."""
    is_in_learning = bootcamp.claim.CompStatus == CONTINUING and milestone.claim is not None
    stopped = milestone.no_pay or milestone.missing
    return is_in_learning and not stopped and {unmet.code for unmet in milestone.unmet} <= NOT_ENDED


def _is_before_day(bootcamp: Bootcamp, as_of: date) -> bool:
    start = bootcamp.claim.LearnStartDate
    return start is not None and as_of < day_of_milestone_1(start, bootcamp.case.terms)


def _follows_milestone_2(milestone: Milestone) -> bool:
    return {unmet.code for unmet in milestone.unmet} <= NOT_CLAIMED_3


def _steps(bootcamp: Bootcamp, milestone: Milestone, stage: str) -> tuple[str, ...]:
    """Milestone 3 follows Milestone 2 follows Milestone 1; a step that is behind the learner is left out."""
    if milestone.claim is not None and stage == AT_RISK:
        return ()
    if milestone.name == M3 and milestone.claim is None and _follows_milestone_2(milestone):
        return (M3,)
    first = (M1,) if bootcamp.milestones[M1].unmet and stage in (BEFORE_DAY, WAITING, AT_RISK) else ()
    if milestone.name == M1:
        return first
    return (*first, M2) if milestone.name == M2 or stage == WAITING else (*first, M2, M3)


def _tells_1(bootcamp: Bootcamp, as_of: date) -> bool | None:
    milestone = bootcamp.milestones[M1]
    if bootcamp.claim.LearnStartDate is None or milestone.missing or _is_before_day(bootcamp, as_of):
        return None
    return not milestone.unmet


def _tells_2(bootcamp: Bootcamp, as_of: date) -> bool | None:
    planned, milestone = bootcamp.case.planned_end, bootcamp.milestones[M2]
    is_over = bootcamp.claim.CompStatus in (COMPLETED, WITHDRAWN)
    if planned is None or planned > as_of or not is_over or milestone.missing:
        return None
    return not milestone.unmet


def _tells_3(bootcamp: Bootcamp, as_of: date) -> bool | None:
    ended, milestone = bootcamp.claim.LearnActEndDate, bootcamp.milestones[M3]
    if ended is None or milestone.missing or last_day_of_milestone_3(ended, bootcamp.case.terms) >= as_of:
        return None
    return {unmet.code for unmet in milestone.unmet} <= COUNTED_ELSEWHERE
