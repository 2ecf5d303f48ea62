"""A withdrawal has a reason."""

from openlet.facts.completion import WITHDRAWN
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "WithdrawReason_03",
    on="LearningDelivery",
    where={"CompStatus": (WITHDRAWN,)},
    shows=("CompStatus", "WithdrawReason"),
    message="The learner has withdrawn (completion status 3), but the reason is missing. Choose the withdrawal reason.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """A withdrawn aim must have a withdrawal reason.

    Fault where: CompStatus is 3 and WithdrawReason is missing.
    """
    return aim.WithdrawReason is None
