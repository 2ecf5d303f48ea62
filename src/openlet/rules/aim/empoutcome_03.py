"""Apprenticeships have no employment outcome."""

from openlet.facts.funding import APPRENTICESHIP_STANDARD
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

APPRENTICESHIP_TYPES = (2, 3, 20, 21, 22, 23, APPRENTICESHIP_STANDARD)  # ProgType: frameworks and standards


@official(
    "EmpOutcome_03",
    on="LearningDelivery",
    where={"ProgType": APPRENTICESHIP_TYPES},
    shows=("ProgType", "EmpOutcome"),
    message="An employment outcome ({EmpOutcome}) is returned for an apprenticeship (programme type {ProgType}), "
    "which has none. Remove it.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An employment outcome must not be returned for an apprenticeship.

    Fault where: EmpOutcome is returned and ProgType is 2, 3, 20, 21, 22, 23 or 25.
    Read as: the rule ended with 2023-24; its logic is that of the agency's service of 2020-21, the wording of later
    years was not seen. Apprenticeship frameworks still counted then, besides standards.
    """
    return aim.EmpOutcome is not None
