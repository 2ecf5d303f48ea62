"""Core aims are for learners of 16 to 19."""

from openlet.facts.funding import AGED_16_TO_19, OTHER_16_TO_19
from openlet.facts.programmes import CORE_AIM
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

YOUNG = frozenset({AGED_16_TO_19, OTHER_16_TO_19})  # FundModel


@official(
    "AimType_05",
    on="LearningDelivery",
    where={"AimType": (CORE_AIM,)},
    shows=("AimType", "FundModel"),
    message="The aim type is {AimType} (core aim), which is only for learners of 16 to 19; the funding model is "
    "{FundModel}. Enter 4 for a bootcamp or milestone aim.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """Aim type 5 must only be used for provision of 16 to 19 year olds.

    Fault where: AimType is 5 and FundModel is not 25 or 82.
    """
    return is_other_than(aim.FundModel, YOUNG)
