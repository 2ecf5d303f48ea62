"""Only a withdrawal has a withdrawal reason."""

from openlet.facts.completion import WITHDRAWN
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_WithdrawReason_02",
    on="LearningDelivery",
    about="bootcamp or milestone aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("WithdrawReason", "CompStatus", "LearnAimRef"),
    message="{LearnAimRef} has the withdrawal reason {WithdrawReason}, but its completion status is {CompStatus}. "
    "Change the status to 3 if the learner withdrew, or remove the reason.",
    source=Source(GUIDE, "Learning Delivery: End details, item 4", "A-103, A-104"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """A withdrawal reason is only for learners who withdrew.

    Fault where: WithdrawReason is entered and the completion status is not 3.
    """
    return aim.WithdrawReason is not None and aim.CompStatus != WITHDRAWN
