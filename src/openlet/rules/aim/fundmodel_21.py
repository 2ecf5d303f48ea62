"""A restart keeps the funding model of its first start."""

from openlet.facts.funding import ADULT_SKILLS_FUND
from openlet.facts.programmes import FUND_FROM, started_under_the_fund
from openlet.facts.values import is_before
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "FundModel_21",
    on="LearningDelivery",
    where={"FundModel": (ADULT_SKILLS_FUND,)},
    shows=("FundModel", "LearnStartDate", "OrigLearnStartDate"),
    message="The funding model is 38 and the aim starts on {LearnStartDate}, but the original start, "
    "{OrigLearnStartDate}, lies before 1 August 2024. Enter 35: a restart keeps the funding model of its first start.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An aim whose original start lies before 1 August 2024 must not have the funding model 38.

    Fault where: FundModel is 38, LearnStartDate is on or after 1 August 2024 and OrigLearnStartDate is before it.
    """
    return started_under_the_fund(aim) and is_before(aim.OrigLearnStartDate, FUND_FROM)
