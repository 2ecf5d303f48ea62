"""Family English, maths and language is adult skills."""

from openlet.facts.funding import ADULT_SKILLS, ADULT_SKILLS_FUND
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official


@official(
    "LearnDelFAMType_46",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("FLN",)},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "FundModel"),
    message="The aim is marked as family English, maths or language ({LearnDelFAMType} {LearnDelFAMCode}), but its "
    "funding model is {FundModel}. Enter 35 or 38, or remove the mark.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """Family English, maths or language must have the funding model 35 or 38.

    Fault where: the aim has a FAM of type FLN and FundModel is not 35 or 38.
    Read as: 38 exists since 2024-25; in older returns the code list refuses it.
    """
    return is_other_than(aim.FundModel, (ADULT_SKILLS, ADULT_SKILLS_FUND))
