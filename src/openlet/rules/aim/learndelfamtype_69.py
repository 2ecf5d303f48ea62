"""The procured adult education budget of 2017 pays for 35 and 10."""

from datetime import date

from openlet.facts.funding import ADULT_SKILLS, COMMUNITY_LEARNING
from openlet.facts.values import is_before, is_other_than
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official

FIRST_START = date(2017, 11, 1)


@official(
    "LearnDelFAMType_69",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("LDM",), "LearnDelFAMCode": ("357",)},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "FundModel", "LearnStartDate"),
    message="The aim is marked as procured adult education budget (LDM 357); that is for funding models 35 and 10 "
    "and starts from 1 November 2017, and the aim has {FundModel} and starts on {LearnStartDate}. Remove LDM 357.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """LDM 357 must only be used for funding models 35 and 10 and starts from 1 November 2017.

    Fault where: the aim has the FAM LDM 357, and FundModel is not 10 or 35 or LearnStartDate is before 1 November
    2017.
    """
    return is_other_than(aim.FundModel, (COMMUNITY_LEARNING, ADULT_SKILLS)) or is_before(
        aim.LearnStartDate, FIRST_START
    )
