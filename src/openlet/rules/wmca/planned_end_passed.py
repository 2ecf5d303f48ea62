"""A bootcamp whose planned end has passed is checked for its end."""

from openlet.facts.completion import CONTINUING
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_CompStatus_03",
    on="LearningDelivery",
    about="bootcamp aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=2,
    shows=("LearnAimRef", "LearnPlanEndDate", "CompStatus"),
    message="{LearnAimRef} was planned to end on {LearnPlanEndDate}, and its completion status is still {CompStatus}. "
    "If the learner has completed or left, enter the status, the last day and the outcome; if they need longer, leave "
    "the planned end as it is.",
    source=Source(GUIDE, "Learning Delivery: End details, item 1", "A-066, A-094, A-095"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The end of a bootcamp should be entered soon after it was planned to end.

    Fault where: the completion status of a bootcamp aim is 1, it has no actual end date, and its planned end has
    passed.
    Read as: judged on the day of the return. An overrun is allowed (A-067), so this only reminds.
    """
    planned = aim.LearnPlanEndDate
    if planned is None or aim.CompStatus != CONTINUING or aim.LearnActEndDate is not None:
        return False
    return given.as_of > planned
