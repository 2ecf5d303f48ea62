"""Funding models without an employment outcome return none."""

from openlet.facts.programmes import OUTSIDE_THE_FORMULA
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "EmpOutcome_01",
    on="LearningDelivery",
    where={"FundModel": OUTSIDE_THE_FORMULA},
    shows=("FundModel", "EmpOutcome"),
    message="An employment outcome ({EmpOutcome}) is returned for an aim of funding model {FundModel}, which has "
    "none. Remove it, or correct the funding model.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An employment outcome must not be returned for funding models 10, 25, 82 and 99.

    Fault where: EmpOutcome is returned and FundModel is 10, 25, 82 or 99.
    Read as: the rule ended with 2023-24; its logic is that of the agency's service of 2020-21, the wording of later
    years was not seen.
    """
    return aim.EmpOutcome is not None
