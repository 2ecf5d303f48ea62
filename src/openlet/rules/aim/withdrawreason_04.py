"""Only a withdrawal has a reason."""

from openlet.facts.completion import COMPLETED, CONTINUING, TEMPORARILY_WITHDRAWN
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "WithdrawReason_04",
    on="LearningDelivery",
    where={"CompStatus": (CONTINUING, COMPLETED, TEMPORARILY_WITHDRAWN)},
    shows=("CompStatus", "WithdrawReason"),
    message="A withdrawal reason ({WithdrawReason}) is returned, but the completion status is {CompStatus}. Remove "
    "the reason, or enter status 3 if the learner has withdrawn.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An aim that is not withdrawn must not have a withdrawal reason.

    Fault where: CompStatus is 1, 2 or 6 and WithdrawReason is returned.
    """
    return aim.WithdrawReason is not None
