"""Devolved area codes belong to adult and community learning."""

from openlet.facts.funding import ADULT_SKILLS, ADULT_SKILLS_FUND, COMMUNITY_LEARNING, TAILORED_LEARNING
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official

DEVOLVED = frozenset({COMMUNITY_LEARNING, TAILORED_LEARNING, ADULT_SKILLS, ADULT_SKILLS_FUND})  # FundModel


@official(
    "LearnDelFAMType_78",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("DAM",)},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "FundModel"),
    message="A devolved area code ({LearnDelFAMType} {LearnDelFAMCode}) is returned for an aim of funding model "
    "{FundModel}. Enter 35 or 38 for a bootcamp of WMCA, or remove the code.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """A devolved area code must only be returned for funding models 10, 11, 35 and 38.

    Fault where: the aim has a FAM of type DAM and FundModel is not 10, 11, 35 or 38.
    Read as: 11 and 38 exist since 2024-25; in older returns the code list refuses them.
    """
    return is_other_than(aim.FundModel, DEVOLVED)
