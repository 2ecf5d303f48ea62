"""A level 3 free course at 19 to 23 needs low earnings or less than a full level 3."""

from datetime import date

from openlet.facts.ages import age_at_start
from openlet.facts.aims import has_fam
from openlet.facts.funding import ADULT_SKILLS_FUND
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

FROM = date(2024, 8, 1)
YOUNGEST, OLDEST = 19, 23
BELOW_LEVEL_3 = (1, 2, 3, 4, 5, 99)  # PriorLevel


@official(
    "R148",
    on="LearningDelivery",
    where={"FundModel": (ADULT_SKILLS_FUND,)},
    shows=("LearnAimRef", "LearnStartDate", "FundModel", "DateOfBirth"),
    also={"levels": lambda aim, learner: tuple(one.PriorLevel for one in learner.PriorAttain if one.PriorLevel)},
    message="{LearnAimRef}, started {LearnStartDate}, is marked as a level 3 free course (LDM 378), but the learner is "
    "under 24, has prior attainment {levels} and no mark for earnings below the threshold (LDM 391). Enter LDM 391 if "
    "it is right, correct the prior attainment, or remove LDM 378.",
    reads=("LearningDeliveryFAM", "PriorAttain"),
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """A learner of 19 to 23 must earn little or have less than a full level 3 for a level 3 free course.

    Fault where: the aim has funding model 38 and LDM 378, starts from 1 August 2024, the learner is 19 to 23 on the
    start day, the aim has no LDM 391, and no PriorLevel is 1 to 5 or 99.
    Except: aims with DAM 023 (delivery exclusion of devolved authorities).
    Read as: funding model 38 and the exception stand in the spreadsheet only; the online list has neither. Both are
    taken, as in the sister rule R151.
    """
    start, age = aim.LearnStartDate, age_at_start(aim, learner)
    if start is None or age is None or start < FROM or not YOUNGEST <= age <= OLDEST:
        return False
    if not has_fam(aim, "LDM", "378") or has_fam(aim, "LDM", "391") or has_fam(aim, "DAM", "023"):
        return False
    return not any(one.PriorLevel in BELOW_LEVEL_3 for one in learner.PriorAttain)
