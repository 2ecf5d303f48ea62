"""The adult skills fund does not pay for a second level 3."""

from datetime import date

from openlet.facts.exemptions import carries_any
from openlet.facts.funding import ADULT_SKILLS_FUND
from openlet.facts.given import Given
from openlet.facts.lars import level
from openlet.facts.prior_attainment import FULL_LEVEL_3, prior_level_on
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

FROM = date(2024, 8, 1)
LEVEL = "3"
EXEMPT = ("RES", "DAM023", "LDM391")  # restarts, delivery exclusion, earnings below the threshold


@official(
    "LearnAimRef_137",
    on="LearningDelivery",
    where={"FundModel": (ADULT_SKILLS_FUND,)},
    needs=("lars",),
    shows=("LearnAimRef", "LearnStartDate", "FundModel"),
    also={"prior": lambda aim, learner, given: prior_level_on(learner, aim.LearnStartDate)},
    message="{LearnAimRef} is a level 3 aim, and the learner had prior attainment {prior} at the start, "
    "{LearnStartDate}, so the adult skills fund (funding model {FundModel}) does not pay for it. Enter DAM 023 if it "
    "is a WMCA bootcamp.",
    reads=("LearningDeliveryFAM", "PriorAttain"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """A learner who has a full level 3 must not be paid for from the adult skills fund at level 3 again.

    Fault where: the aim has funding model 38, starts on or after 1 August 2024, has level 3 in LARS, and the latest
    PriorLevel dated on or before the start is 6 to 10, 97 or 98.
    Except: restarts (RES); delivery exclusion (DAM 023); earnings below the threshold (LDM 391).
    """
    start = aim.LearnStartDate
    if start is None or start < FROM or carries_any(aim, EXEMPT):
        return False
    return prior_level_on(learner, start) in FULL_LEVEL_3 and level(aim.LearnAimRef, given) == LEVEL
