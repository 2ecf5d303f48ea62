"""Codes of 14 to 16 year olds do not stand on adult aims."""

from openlet.facts.funding import AGED_16_TO_19, OTHER_16_TO_19
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official


@official(
    "LearnDelFAMType_107",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("LDM",), "LearnDelFAMCode": ("320", "321", "381")},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "FundModel"),
    message="{LearnDelFAMType} {LearnDelFAMCode} is for provision of funding models 25 and 82, and the funding model "
    "is {FundModel}. Remove the code.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """LDM 320, 321 and 381 must only be used for funding models 25 and 82.

    Fault where: the aim has the FAM LDM 320, 321 or 381 and FundModel is not 25 or 82.
    """
    return is_other_than(aim.FundModel, (AGED_16_TO_19, OTHER_16_TO_19))
