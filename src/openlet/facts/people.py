"""Facts about the learner: age, employment before the start, prior attainment."""

from collections.abc import Iterable
from datetime import date

from openlet.facts import fact
from openlet.facts.days import august_31
from openlet.facts.employment import monitoring_codes
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearnerEmploymentStatus, LearningDelivery


def whole_years(born: date, day: date) -> int:
    """Age in completed years; a birthday counts from that day (29 February counts from 1 March in other years)."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def age_day(aim: LearningDelivery, given: Given) -> date | None:
    """The day on which a learner's age is tested for an aim: its start, or 31 August of its funding year (AMB-04)."""
    start = aim.LearnStartDate
    if start is None or given.terms.readings.age_test == "start":
        return start
    return august_31(start)


def age(aim: LearningDelivery, learner: Learner, given: Given) -> int | None:
    """The learner's age in whole years on the day that counts for the aim, or None where it cannot be known."""
    day = age_day(aim, given)
    return None if day is None or learner.DateOfBirth is None else whole_years(learner.DateOfBirth, day)


@fact
def employment_before(learner: Learner, day: date) -> LearnerEmploymentStatus | None:
    """The employment status in force on the eve of a day: the latest dated strictly before it (A-108, AMB-26).

    Of two records of one date the one with the higher code counts, so that "not known" (98) wins.
    """
    return _latest(status for status in learner.LearnerEmploymentStatus if _since(status) < day)


@fact
def employment_on(learner: Learner, day: date) -> LearnerEmploymentStatus | None:
    """The employment status in force on a day, as the official rules read it: the latest dated on or before it."""
    return _latest(status for status in learner.LearnerEmploymentStatus if _since(status) <= day)


def _since(status: LearnerEmploymentStatus) -> date:
    return status.DateEmpStatApp or date.max


def _latest(statuses: Iterable[LearnerEmploymentStatus]) -> LearnerEmploymentStatus | None:
    return max(statuses, key=lambda status: (_since(status), status.EmpStat or 0), default=None)


def employment_at_start(aim: LearningDelivery, learner: Learner) -> LearnerEmploymentStatus | None:
    """The employment status before an aim's start, or None."""
    return None if aim.LearnStartDate is None else employment_before(learner, aim.LearnStartDate)


def monitoring_of(status: LearnerEmploymentStatus, kind: str) -> tuple[int, ...]:
    """The employment monitoring codes of a type (SEI, LOU, BSI, EII, OET, ...) on a status."""
    return tuple(code for code in monitoring_codes(status).get(kind, ()) if code is not None)
