"""Free Courses for Jobs are adult skills."""

from openlet.facts.aims import has_fam
from openlet.facts.fams import FREE_COURSES
from openlet.facts.funding import ADULT_SKILLS, ADULT_SKILLS_FUND
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "FundModel_15",
    on="LearningDelivery",
    shows=("FundModel",),
    message="The aim is marked as a level 3 Free Course for Jobs (LDM 378), but its funding model is {FundModel}. "
    "Enter 35 or 38, or remove the monitoring code.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """A level 3 Free Course for Jobs must have the funding model 35 or 38.

    Fault where: the aim has the FAM LDM 378 and FundModel is not 35 or 38.
    Read as: 38 exists since 2024-25; in older returns the code list refuses it.
    """
    return is_other_than(aim.FundModel, (ADULT_SKILLS, ADULT_SKILLS_FUND)) and has_fam(aim, "LDM", FREE_COURSES)
