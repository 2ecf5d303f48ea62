"""Project S for Adult Skills Fund providers has funding model 38."""

from openlet.facts.funding import ADULT_SKILLS_FUND
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official


@official(
    "LearnDelFAMType_127",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("LDM",), "LearnDelFAMCode": ("395",)},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "FundModel"),
    message="The aim is marked as Project S for Adult Skills Fund providers (LDM 395), which has funding model 38, "
    "but its funding model is {FundModel}. Remove LDM 395, or correct the funding model.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """An aim of Project S for Adult Skills Fund providers must have the funding model 38.

    Fault where: the aim has the FAM LDM 395 and FundModel is not 38.
    """
    return is_other_than(aim.FundModel, (ADULT_SKILLS_FUND,))
