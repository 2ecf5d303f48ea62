"""Reason 28 is for offenders in custody."""

from openlet.facts.funding import is_in_custody
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "WithdrawReason_05",
    on="LearningDelivery",
    where={"WithdrawReason": (28,)},
    shows=("WithdrawReason",),
    message="Withdrawal reason 28 is only for offenders in custody (LDM 034), and the aim is not marked as such. "
    "Choose another reason, such as 98.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """The withdrawal reason 28 must only be used for offenders in custody.

    Fault where: WithdrawReason is 28 and the aim has no FAM LDM 034.
    """
    return not is_in_custody(aim)
