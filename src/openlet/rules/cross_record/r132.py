"""A level 3 free course with full level 3 before is for the unemployed and the low waged."""

from datetime import date

from openlet.facts.aims import has_fam
from openlet.facts.benefits import is_on_benefits
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

FROM, TO = date(2022, 4, 1), date(2024, 7, 31)
FULL_LEVEL_3 = (6, 7, 8, 9, 10, 97, 98)  # PriorLevel


@official(
    "R132",
    on="LearningDelivery",
    shows=("LearnAimRef", "LearnStartDate", "FundModel"),
    also={"levels": lambda aim, learner: tuple(one.PriorLevel for one in learner.PriorAttain if one.PriorLevel)},
    message="{LearnAimRef}, started {LearnStartDate}, is marked as a level 3 free course (LDM 378), but the learner "
    "has prior attainment {levels} and is neither on benefits at the start nor on low wages (LDM 382). Remove LDM 378, "
    "or enter the benefits or LDM 382 if that is right.",
    reads=("LearningDeliveryFAM", "PriorAttain", "LearnerEmploymentStatus"),
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """A learner who has a full level 3 must be unemployed or low waged for a level 3 free course.

    Fault where: the aim has LDM 378 and starts from 1 April 2022 to 31 July 2024, a PriorLevel is 6 to 10, 97 or 98,
    the aim has no LDM 382, and the learner is not on benefits on the start day (derived data DD38).
    Except: aims with DAM 023 (delivery exclusion of devolved authorities).
    """
    start = aim.LearnStartDate
    if start is None or not FROM <= start <= TO or not has_fam(aim, "LDM", "378"):
        return False
    if has_fam(aim, "LDM", "382") or has_fam(aim, "DAM", "023"):
        return False
    return any(one.PriorLevel in FULL_LEVEL_3 for one in learner.PriorAttain) and not is_on_benefits(aim, learner)
