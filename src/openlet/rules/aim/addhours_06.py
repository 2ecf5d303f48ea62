"""Additional hours stay within a working day."""

from openlet.facts.added_hours import average_hours, hours_a_day
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import PRESENT
from openlet.rules.official import official

LONG_DAY, HOURS_OF_A_DAY = 9, 24


@official(
    "AddHours_06",
    on="LearningDelivery",
    where={"AddHours": PRESENT},
    shows=("LearnStartDate", "LearnPlanEndDate", "AddHours"),
    also={"average": average_hours},
    message="{AddHours} additional delivery hours between {LearnStartDate} and {LearnPlanEndDate} are {average} "
    "hours every day, more than 9. Check the hours and the dates.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """The additional delivery hours should not come to more than 9 a day.

    Fault where: AddHours divided by the days from LearnStartDate to LearnPlanEndDate is more than 9 and less than 24.
    Read as: both days count; 24 and more is left to AddHours_04.
    """
    return LONG_DAY < (hours_a_day(aim) or 0) < HOURS_OF_A_DAY
