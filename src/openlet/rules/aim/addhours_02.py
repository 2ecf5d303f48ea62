"""Funding models without additional delivery hours return none."""

from openlet.facts.funding import AGED_16_TO_19, COMMUNITY_LEARNING, NON_FUNDED, OTHER_16_TO_19, SKILLS_BOOTCAMPS
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "AddHours_02",
    on="LearningDelivery",
    where={"FundModel": (COMMUNITY_LEARNING, AGED_16_TO_19, SKILLS_BOOTCAMPS, OTHER_16_TO_19, NON_FUNDED)},
    shows=("FundModel", "AddHours"),
    message="Additional delivery hours ({AddHours}) are returned for an aim of funding model {FundModel}, which has "
    "none. Remove them, or correct the funding model.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """Additional delivery hours must not be returned for funding models 10, 25, 37, 82 and 99.

    Fault where: AddHours is returned and FundModel is 10, 25, 37, 82 or 99.
    """
    return aim.AddHours is not None
