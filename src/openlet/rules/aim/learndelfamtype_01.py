"""A funded aim names its source of funding."""

from openlet.facts.fams import has_fam_type
from openlet.facts.funding import (
    ADULT_SKILLS,
    ADULT_SKILLS_FUND,
    AGED_16_TO_19,
    APPRENTICESHIPS,
    COMMUNITY_LEARNING,
    OTHER_16_TO_19,
    OTHER_ADULT,
    SKILLS_BOOTCAMPS,
    TAILORED_LEARNING,
)
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

FUNDED = (
    COMMUNITY_LEARNING, TAILORED_LEARNING, AGED_16_TO_19, ADULT_SKILLS, APPRENTICESHIPS, SKILLS_BOOTCAMPS,
    ADULT_SKILLS_FUND, OTHER_ADULT, OTHER_16_TO_19,
)  # fmt: skip


@official(
    "LearnDelFAMType_01",
    on="LearningDelivery",
    where={"FundModel": FUNDED},
    shows=("FundModel",),
    message="The aim of funding model {FundModel} has no source of funding. Add it: SOF 112 for an aim that WMCA "
    "pays for.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """A funded aim must have a source of funding.

    Fault where: FundModel is 10, 11, 25, 35, 36, 37, 38, 81 or 82 and the aim has no FAM of type SOF.
    """
    return not has_fam_type(aim, "SOF")
