"""A level 3 free course from 24 needs low earnings."""

from datetime import date

from openlet.facts.ages import age_at_start
from openlet.facts.aims import has_fam
from openlet.facts.funding import ADULT_SKILLS_FUND
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

FROM = date(2024, 8, 1)
YOUNGEST = 24


@official(
    "R151",
    on="LearningDelivery",
    where={"FundModel": (ADULT_SKILLS_FUND,)},
    shows=("LearnAimRef", "LearnStartDate", "FundModel", "DateOfBirth"),
    message="{LearnAimRef}, started {LearnStartDate}, is marked as a level 3 free course (LDM 378), but the learner is "
    "24 or over and has no mark for earnings below the threshold (LDM 391). Enter LDM 391 if it is right, or remove "
    "LDM 378.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """A learner of 24 or over must earn little for a level 3 free course.

    Fault where: the aim has funding model 38 and LDM 378, starts from 1 August 2024, the learner is 24 or over on the
    start day, and the aim has no LDM 391.
    Except: aims with DAM 023 (delivery exclusion of devolved authorities).
    """
    start, age = aim.LearnStartDate, age_at_start(aim, learner)
    if start is None or age is None or start < FROM or age < YOUNGEST:
        return False
    return has_fam(aim, "LDM", "378") and not has_fam(aim, "LDM", "391") and not has_fam(aim, "DAM", "023")
