"""Additional hours stay within a working week."""

from openlet.facts.added_hours import DAYS_A_WEEK, LONG, average_hours, hours_a_day
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import PRESENT
from openlet.rules.official import official

HOURS_OF_A_WEEK = 35


@official(
    "AddHours_05",
    on="LearningDelivery",
    where={"AddHours": PRESENT},
    shows=("LearnStartDate", "LearnPlanEndDate", "AddHours"),
    also={"average": average_hours},
    message="{AddHours} additional delivery hours between {LearnStartDate} and {LearnPlanEndDate} are {average} "
    "hours every day, more than 35 a week. Check the hours and the dates.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """The additional delivery hours should not come to more than 35 a week.

    Fault where: AddHours is more than 60 and, divided by the weeks from LearnStartDate to LearnPlanEndDate, more than
    35.
    Read as: both days count; an aim that is planned to end before it starts is another rule's business.
    """
    return (aim.AddHours or 0) > LONG and DAYS_A_WEEK * (hours_a_day(aim) or 0) > HOURS_OF_A_WEEK
