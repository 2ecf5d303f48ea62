"""Funding model 38 is for starts from August 2024."""

from openlet.facts.funding import ADULT_SKILLS_FUND
from openlet.facts.programmes import started_before_the_fund
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "FundModel_19",
    on="LearningDelivery",
    where={"FundModel": (ADULT_SKILLS_FUND,)},
    shows=("FundModel", "LearnStartDate"),
    message="The funding model is 38, but the aim starts on {LearnStartDate}; 38 is for starts from 1 August 2024. "
    "Enter 35, which the WMCA guide asks for too, or correct the start.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An aim that started before 1 August 2024 must not have the funding model 38.

    Fault where: FundModel is 38 and LearnStartDate is before 1 August 2024.
    Read as: the WMCA guide asks for 35 for every aim; what WMCA's own check says (WMCA_FundModel_01) is decided by the
    contract's reading of the funding models. Here guide and national service agree.
    """
    return started_before_the_fund(aim)
