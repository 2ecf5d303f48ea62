"""The newest authorities pay for the Adult Skills Fund only."""

from openlet.facts.funding import ADULT_SKILLS, COMMUNITY_LEARNING
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official


@official(
    "LearnDelFAMType_134",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("SOF",), "LearnDelFAMCode": ("121", "122", "123")},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "FundModel"),
    message="The source of funding is {LearnDelFAMCode}, an authority that never paid for funding model {FundModel}. "
    "Enter 112 for an aim that WMCA pays for, or correct the funding model.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """The sources of funding 121, 122 and 123 must not be used with funding models 35 and 10.

    Fault where: the aim has the FAM SOF 121, 122 or 123 and FundModel is 10 or 35.
    """
    return aim.FundModel in (COMMUNITY_LEARNING, ADULT_SKILLS)
