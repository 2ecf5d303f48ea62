"""Learning is planned for less than ten years."""

from openlet.facts.people import whole_years
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

LONGEST = 10  # years


@official(
    "LearnPlanEndDate_03",
    on="LearningDelivery",
    shows=("LearnStartDate", "LearnPlanEndDate"),
    message="The planned end date, {LearnPlanEndDate}, lies ten years or more after the start, {LearnStartDate}. "
    "Correct the one that is wrong.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """The planned end must lie less than ten years after the start.

    Fault where: ten completed years or more lie between LearnStartDate and LearnPlanEndDate.
    """
    start, planned_end = aim.LearnStartDate, aim.LearnPlanEndDate
    return start is not None and planned_end is not None and whole_years(start, planned_end) >= LONGEST
