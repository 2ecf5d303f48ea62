"""The hours planned for a year are not more than 4,000."""

from openlet.facts.planned_hours import hours_are_limited, planned_hours
from openlet.ilr.records import Learner
from openlet.rules.official import official

MOST = 4000


@official(
    "PlanLearnHours_05",
    on="Learner",
    shows=("PlanLearnHours", "PlanEEPHours"),
    also={"Hours": planned_hours},
    message="PlanLearnHours ({PlanLearnHours}) and PlanEEPHours ({PlanEEPHours}) make {Hours} hours, more than 4,000 "
    "in one year. Enter the hours of this year only.",
    reads=("LearningDelivery",),
)
def fault(learner: Learner) -> bool:
    """The hours planned for the year must be 4,000 at most.

    Fault where: PlanLearnHours and PlanEEPHours together are more than 4,000.
    Except: every aim is other 16 to 19 provision (funding model 82) or a T Level programme (25 with ProgType 31).
    Read as: an absent value counts as 0.
    """
    return planned_hours(learner) > MOST and hours_are_limited(learner)
