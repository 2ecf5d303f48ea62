"""The T Levels for adults pilot has funding model 81."""

from openlet.facts.funding import OTHER_ADULT
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official


@official(
    "LearnDelFAMType_113",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("LDM",), "LearnDelFAMCode": ("384",)},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "FundModel"),
    message="The aim is marked as the T Levels for adults pilot (LDM 384), which has funding model 81, but its "
    "funding model is {FundModel}. Remove LDM 384, or correct the funding model.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """An aim of the T Levels for adults pilot must have the funding model 81.

    Fault where: the aim has the FAM LDM 384 and FundModel is not 81.
    """
    return is_other_than(aim.FundModel, (OTHER_ADULT,))
