"""Only apprenticeships and national bootcamps have a contract reference."""

from openlet.facts.funding import (
    ADULT_SKILLS,
    ADULT_SKILLS_FUND,
    AGED_16_TO_19,
    COMMUNITY_LEARNING,
    NON_FUNDED,
    OTHER_16_TO_19,
    OTHER_ADULT,
    TAILORED_LEARNING,
)
from openlet.facts.values import is_blank
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

WITHOUT_CONTRACT = (
    COMMUNITY_LEARNING, TAILORED_LEARNING, AGED_16_TO_19, ADULT_SKILLS, ADULT_SKILLS_FUND, OTHER_ADULT, OTHER_16_TO_19,
    NON_FUNDED,
)  # fmt: skip


@official(
    "ConRefNumber_03",
    on="LearningDelivery",
    where={"FundModel": WITHOUT_CONTRACT},
    shows=("FundModel", "ConRefNumber"),
    message="The aim has the contract reference {ConRefNumber}, but funding model {FundModel} has none. Remove the "
    "contract reference.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """A contract reference must only be returned for apprenticeships and national Skills Bootcamps.

    Fault where: ConRefNumber is returned and FundModel is 10, 11, 25, 35, 38, 81, 82 or 99.
    Read as: the list of 2025-26 in every year; until 2024-25 it also had apprenticeships (36).
    """
    return not is_blank(aim.ConRefNumber)
