"""The adult skills fund does not pay for level 3 and above from 24."""

from datetime import date

from openlet.facts.ages import age_at_start
from openlet.facts.exemptions import carries_any
from openlet.facts.funding import ADULT_SKILLS_FUND
from openlet.facts.given import Given
from openlet.facts.lars import is_a_level, level
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

FROM = date(2024, 8, 1)
YOUNGEST = 24
LEVELS = ("3", "4", "5", "6", "7", "8", "H")
EXEMPT = ("RES", "DAM023", "LDM378", "LDM395")  # restarts, delivery exclusion, level 3 free courses, Project S


@official(
    "DateOfBirth_56",
    on="LearningDelivery",
    where={"FundModel": (ADULT_SKILLS_FUND,)},
    needs=("lars",),
    shows=("LearnAimRef", "LearnStartDate", "FundModel", "DateOfBirth"),
    also={"level": lambda aim, learner, given: level(aim.LearnAimRef, given)},
    message="{LearnAimRef} is at level {level} and the learner was 24 or over at the start, {LearnStartDate}, which "
    "the adult skills fund (funding model {FundModel}) does not pay for. Enter DAM 023 if it is a WMCA bootcamp.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """A learner of 24 or over must not be paid for from the adult skills fund at level 3 or above.

    Fault where: the aim has funding model 38, starts on or after 1 August 2024, has level 3 to 8 or H in LARS, and the
    learner is 24 or over on the start day.
    Except: restarts (RES); delivery exclusion (DAM 023); level 3 free courses (LDM 378); Project S (LDM 395); A levels.
    """
    start, age = aim.LearnStartDate, age_at_start(aim, learner)
    if start is None or age is None or start < FROM or age < YOUNGEST:
        return False
    if level(aim.LearnAimRef, given) not in LEVELS or is_a_level(aim.LearnAimRef, given):
        return False
    return not carries_any(aim, EXEMPT)
