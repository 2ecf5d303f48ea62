"""Ages as the official rules count them: in completed years, on the days that they name.

None where the date of birth or the day is absent. Somebody born on 29 February is a year older on 1 March of other
years, as everywhere in OpenLET; the agency's own service of 2020-21 took 28 February.
"""

from datetime import date

from openlet.facts import fact
from openlet.facts.days import august_31
from openlet.facts.given import Given
from openlet.facts.people import whole_years
from openlet.ilr.records import Learner, LearningDelivery


@fact
def age_on_1_august(learner: Learner, given: Given) -> int | None:
    """The age on the first day of the year of the return."""
    return _age(learner, given.year.first_day)


@fact
def age_on_31_august(learner: Learner, given: Given) -> int | None:
    """The age on 31 August of the year of the return."""
    return _age(learner, august_31(given.year.first_day))


@fact
def age_at_start(aim: LearningDelivery, learner: Learner) -> int | None:
    """The age on the day an aim started."""
    return _age(learner, aim.LearnStartDate)


@fact
def age_on_31_august_of_start(aim: LearningDelivery, learner: Learner) -> int | None:
    """The age on 31 August of the teaching year in which an aim started."""
    return None if aim.LearnStartDate is None else _age(learner, august_31(aim.LearnStartDate))


@fact
def earliest_start(learner: Learner) -> date | None:
    """The earliest start of the learner's aims (official derived data DD06); None while one of them is unreadable."""
    if any(aim.unreadable("LearnStartDate") for aim in learner.LearningDelivery):
        return None
    return min((aim.LearnStartDate for aim in learner.LearningDelivery if aim.LearnStartDate), default=None)


@fact
def age_at_earliest_start(learner: Learner) -> int | None:
    """The age on the day of the learner's earliest start."""
    return _age(learner, earliest_start(learner))


def _age(learner: Learner, day: date | None) -> int | None:
    return None if day is None or learner.DateOfBirth is None else whole_years(learner.DateOfBirth, day)
