"""The start lies no more than ten years back."""

from datetime import date

from openlet.facts.days import add_months
from openlet.facts.given import Given
from openlet.facts.values import is_before
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

LONGEST = 12 * 10  # months


def earliest(aim: LearningDelivery, learner: Learner, given: Given) -> date:
    """The earliest start that is still right."""
    return add_months(given.year.first_day, -LONGEST)


@official(
    "LearnStartDate_02",
    on="LearningDelivery",
    shows=("LearnStartDate",),
    also={"earliest": earliest},
    message="The aim started on {LearnStartDate}, more than ten years before the year of this return; the earliest "
    "start is {earliest}. Correct the start, or leave out an aim that is long over.",
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The start must not lie more than ten years before the year of the return.

    Fault where: LearnStartDate is before 1 August of the year ten years before the return's year.
    Read as: the official error condition has the comparison the wrong way round; its sentence is plain.
    """
    return is_before(aim.LearnStartDate, add_months(given.year.first_day, -LONGEST))
