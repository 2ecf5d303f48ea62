"""An aim that continues has not failed."""

from openlet.facts.completion import CONTINUING, NOT_ACHIEVED
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "Outcome_10",
    on="LearningDelivery",
    where={"Outcome": (NOT_ACHIEVED,)},
    shows=("Outcome", "CompStatus"),
    message="The outcome is 3 (not achieved), but the completion status is 1 (continuing). Remove the outcome, or "
    "enter the status with which the aim ended.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An aim that was not achieved must not have the completion status 1.

    Fault where: Outcome is 3 and CompStatus is 1.
    """
    return aim.CompStatus == CONTINUING
