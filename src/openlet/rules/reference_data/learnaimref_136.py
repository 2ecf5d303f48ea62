"""Level 3 aims of the adult skills fund are in the entitlement."""

from datetime import date

from openlet.facts.exemptions import carries_any
from openlet.facts.funding import ADULT_SKILLS_FUND
from openlet.facts.given import Given
from openlet.facts.lars import ENTITLED_3, has_category, level
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

FROM = date(2024, 8, 1)
LEVEL = "3"
EXEMPT = ("RES", "DAM023", "LDM378", "LDM395")  # restarts, delivery exclusion, level 3 free courses, Project S


@official(
    "LearnAimRef_136",
    on="LearningDelivery",
    where={"FundModel": (ADULT_SKILLS_FUND,)},
    needs=("lars",),
    shows=("LearnAimRef", "LearnStartDate", "FundModel"),
    message="{LearnAimRef} is a level 3 aim outside the legal entitlement, which the adult skills fund (funding model "
    "{FundModel}) does not pay for. Enter DAM 023 if it is a WMCA bootcamp.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """A level 3 aim that the adult skills fund pays for must be in the legal entitlement.

    Fault where: the aim has funding model 38, starts on or after 1 August 2024, has level 3 in LARS, and no category 38
    that covers the start day.
    Except: restarts (RES); delivery exclusion (DAM 023); level 3 free courses (LDM 378); Project S (LDM 395).
    """
    start = aim.LearnStartDate
    if start is None or start < FROM or carries_any(aim, EXEMPT):
        return False
    return level(aim.LearnAimRef, given) == LEVEL and not has_category(aim.LearnAimRef, ENTITLED_3, given, start)
