"""Until July 2024 an authority pays for funding models 35 and 10."""

from openlet.facts.fams import codes_of, is_authority_funded
from openlet.facts.funding import ADULT_SKILLS, COMMUNITY_LEARNING
from openlet.facts.programmes import started_before_the_fund
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

BUDGET = frozenset({COMMUNITY_LEARNING, ADULT_SKILLS})  # FundModel of the adult education budget


@official(
    "FundModel_10",
    on="LearningDelivery",
    shows=("FundModel", "LearnStartDate"),
    also={"sources": codes_of("SOF")},
    message="The aim starts on {LearnStartDate} and its source of funding is {sources}, a combined authority; its "
    "funding model is {FundModel}. For starts up to 31 July 2024 enter 35.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An aim that a combined authority pays for and that started by 31 July 2024 must have the funding model 35 or 10.

    Fault where: LearnStartDate is on or before 31 July 2024, a SOF is one of 110 to 120 and FundModel is not 10 or 35.
    Read as: in 2023-24 the rule had no limit on the start; a later start in that year is LearnStartDate_03's business.
    """
    return started_before_the_fund(aim) and is_other_than(aim.FundModel, BUDGET) and is_authority_funded(aim)
