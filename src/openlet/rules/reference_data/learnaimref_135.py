"""The adult skills fund does not pay for level 4."""

from datetime import date

from openlet.facts.exemptions import carries_any
from openlet.facts.funding import ADULT_SKILLS_FUND
from openlet.facts.given import Given
from openlet.facts.lars import level
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

FROM = date(2024, 8, 1)
LEVEL = "4"
EXEMPT = ("DAM023",)  # delivery exclusion


@official(
    "LearnAimRef_135",
    on="LearningDelivery",
    where={"FundModel": (ADULT_SKILLS_FUND,)},
    needs=("lars",),
    shows=("LearnAimRef", "LearnStartDate", "FundModel"),
    also={"level": lambda aim, learner, given: level(aim.LearnAimRef, given)},
    message="{LearnAimRef} is at level {level}, which the adult skills fund (funding model {FundModel}) does not pay "
    "for. Enter DAM 023 if it is a WMCA bootcamp.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """An aim at level 4 must not be paid for from the adult skills fund.

    Fault where: the aim has funding model 38, starts on or after 1 August 2024, and has level 4 in LARS.
    Except: delivery exclusion (DAM 023).
    """
    start = aim.LearnStartDate
    if start is None or start < FROM or carries_any(aim, EXEMPT):
        return False
    return level(aim.LearnAimRef, given) == LEVEL
