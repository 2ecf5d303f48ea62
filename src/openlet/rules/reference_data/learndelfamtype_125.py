"""Entitled level 3 aims from 24 are free courses."""

from datetime import date

from openlet.facts.ages import age_at_start
from openlet.facts.exemptions import carries_any
from openlet.facts.funding import ADULT_SKILLS_FUND
from openlet.facts.given import Given
from openlet.facts.lars import ENTITLED_3, has_category, level
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

FROM = date(2024, 8, 1)
YOUNGEST = 24
LEVEL = "3"
EXEMPT = ("RES", "DAM023", "LDM378", "LDM395")  # restarts, delivery exclusion, level 3 free courses, Project S


@official(
    "LearnDelFAMType_125",
    on="LearningDelivery",
    where={"FundModel": (ADULT_SKILLS_FUND,)},
    needs=("lars",),
    shows=("LearnAimRef", "LearnStartDate", "FundModel", "DateOfBirth"),
    message="{LearnAimRef} is a level 3 aim in the legal entitlement and the learner was 24 or over at the start, "
    "{LearnStartDate}, so the adult skills fund pays for it as a free course only. Enter LDM 378, or DAM 023 if it "
    "is a WMCA bootcamp.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """A learner of 24 or over must be on a free course for an entitled level 3 aim.

    Fault where: the aim has funding model 38, starts on or after 1 August 2024, has level 3 and category 38 in LARS,
    the learner is 24 or over on the start day, and the aim has no LDM 378.
    Except: restarts (RES); delivery exclusion (DAM 023); Project S (LDM 395).
    Read as: an aim by aim rule, though it is named after a FAM type.
    """
    start, age = aim.LearnStartDate, age_at_start(aim, learner)
    if start is None or age is None or start < FROM or age < YOUNGEST or carries_any(aim, EXEMPT):
        return False
    return level(aim.LearnAimRef, given) == LEVEL and has_category(aim.LearnAimRef, ENTITLED_3, given)
