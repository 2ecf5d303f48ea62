"""Reason 48 is for industry placements."""

from openlet.facts.programmes import INDUSTRY_PLACEMENT
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "WithdrawReason_06",
    on="LearningDelivery",
    where={"WithdrawReason": (48,)},
    shows=("WithdrawReason", "LearnAimRef"),
    message="Withdrawal reason 48 is only for industry placements (ZWRKX002), and the aim is {LearnAimRef}. Choose "
    "another reason, such as 98.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """The withdrawal reason 48 must only be used for industry placements.

    Fault where: WithdrawReason is 48 and LearnAimRef is not ZWRKX002.
    """
    return is_other_than(aim.LearnAimRef, (INDUSTRY_PLACEMENT,))
