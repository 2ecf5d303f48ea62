"""A withdrawal has a reason."""

from openlet.facts.completion import WITHDRAWN
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_WithdrawReason_01",
    on="LearningDelivery",
    about="bootcamp or milestone aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("WithdrawReason", "CompStatus", "LearnAimRef"),
    message="The completion status of {LearnAimRef} is {CompStatus} (withdrawn), and its withdrawal reason is "
    "{WithdrawReason}. Enter the reason.",
    source=Source(GUIDE, "Learning Delivery: End details, item 4", "A-103"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The reason must be entered when a learner withdraws.

    Fault where: the completion status of a bootcamp aim, Z0010211 or Z0010212 is 3 and WithdrawReason is missing.
    """
    return aim.CompStatus == WITHDRAWN and aim.WithdrawReason is None
