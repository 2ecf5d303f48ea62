"""Facts about the learner: age, employment before the start, prior attainment."""

from datetime import date

from openlet.facts import fact
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearnerEmploymentStatus, LearningDelivery
from openlet.spec.years import year_on


def whole_years(born: date, day: date) -> int:
    """Age in completed years; a birthday counts from that day (29 February counts from 1 March in other years)."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def age_day(aim: LearningDelivery, given: Given) -> date | None:
    """The day on which a learner's age is tested for an aim: its start, or 31 August of its funding year (AMB-04)."""
    start = aim.LearnStartDate
    if start is None or given.terms.readings.age_test == "start":
        return start
    year = year_on(start)
    first_year = year.first_day.year if year else start.year - (start.month < 8)
    return date(first_year, 8, 31)


def age(aim: LearningDelivery, learner: Learner, given: Given) -> int | None:
    """The learner's age in whole years on the day that counts for the aim, or None where it cannot be known."""
    day = age_day(aim, given)
    return None if day is None or learner.DateOfBirth is None else whole_years(learner.DateOfBirth, day)


@fact
def employment_before(learner: Learner, day: date) -> LearnerEmploymentStatus | None:
    """The employment status in force on the eve of a day: the latest dated strictly before it (A-108, AMB-26).

    Of two records of one date the one with the higher code counts, so that "not known" (98) wins.
    """
    earlier = [
        status
        for status in learner.LearnerEmploymentStatus
        if status.DateEmpStatApp is not None and status.DateEmpStatApp < day
    ]
    return max(earlier, key=lambda status: (status.DateEmpStatApp, status.EmpStat or 0), default=None)


def employment_at_start(aim: LearningDelivery, learner: Learner) -> LearnerEmploymentStatus | None:
    """The employment status before an aim's start, or None."""
    return None if aim.LearnStartDate is None else employment_before(learner, aim.LearnStartDate)


def monitoring_of(status: LearnerEmploymentStatus, kind: str) -> tuple[int, ...]:
    """The employment monitoring codes of a type (SEI, LOU, BSI, EII, OET, ...) on a status."""
    return tuple(
        monitoring.ESMCode
        for monitoring in status.EmploymentStatusMonitoring
        if monitoring.ESMType == kind and monitoring.ESMCode is not None
    )
