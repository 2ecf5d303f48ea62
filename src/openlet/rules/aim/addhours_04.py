"""No more additional hours are returned than a day has."""

from openlet.facts.added_hours import LONG, average_hours, hours_a_day
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import PRESENT
from openlet.rules.official import official

HOURS_OF_A_DAY = 24


@official(
    "AddHours_04",
    on="LearningDelivery",
    where={"AddHours": PRESENT},
    shows=("LearnStartDate", "LearnPlanEndDate", "AddHours"),
    also={"average": average_hours},
    message="{AddHours} additional delivery hours between {LearnStartDate} and {LearnPlanEndDate} are {average} "
    "hours every day, more than a day has. Correct the hours or the dates.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """The additional delivery hours must not come to more than 24 a day.

    Fault where: AddHours is more than 60 and, divided by the days from LearnStartDate to LearnPlanEndDate, more than
    24.
    Read as: both days count; an aim that is planned to end before it starts is another rule's business.
    """
    return (aim.AddHours or 0) > LONG and (hours_a_day(aim) or 0) > HOURS_OF_A_DAY
