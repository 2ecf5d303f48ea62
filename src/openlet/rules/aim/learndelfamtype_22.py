"""Only funded adult aims are fully funded or co-funded."""

from openlet.facts.funding import (
    ADULT_SKILLS,
    ADULT_SKILLS_FUND,
    COMMUNITY_LEARNING,
    OTHER_ADULT,
    SKILLS_BOOTCAMPS,
    TAILORED_LEARNING,
)
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official

SHARED = frozenset(
    {COMMUNITY_LEARNING, TAILORED_LEARNING, ADULT_SKILLS, SKILLS_BOOTCAMPS, ADULT_SKILLS_FUND, OTHER_ADULT}
)  # FundModel


@official(
    "LearnDelFAMType_22",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("FFI",)},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "FundModel"),
    message="A full or co-funding indicator ({LearnDelFAMType} {LearnDelFAMCode}) is returned for an aim of funding "
    "model {FundModel}, which has none. Remove it, or correct the funding model.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """A full or co-funding indicator must only be returned for funding models 10, 11, 35, 37, 38 and 81.

    Fault where: the aim has a FAM of type FFI and FundModel is not 10, 11, 35, 37, 38 or 81.
    Read as: 11 and 38 exist since 2024-25; in older returns the code list refuses them.
    """
    return is_other_than(aim.FundModel, SHARED)
