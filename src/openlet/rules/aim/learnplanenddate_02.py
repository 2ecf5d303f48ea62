"""Learning is not planned to end before it starts."""

from openlet.facts.values import is_before
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "LearnPlanEndDate_02",
    on="LearningDelivery",
    shows=("LearnStartDate", "LearnPlanEndDate"),
    message="The planned end date, {LearnPlanEndDate}, lies before the start, {LearnStartDate}. Correct the one that "
    "is wrong.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """The planned end must not lie before the start.

    Fault where: LearnPlanEndDate is before LearnStartDate.
    """
    return is_before(aim.LearnPlanEndDate, aim.LearnStartDate)
