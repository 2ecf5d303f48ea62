"""Small and medium employers (OET 2) belong to a Skills Bootcamp."""

from openlet.facts.aims import has_fam
from openlet.facts.people import monitoring_of
from openlet.ilr.records import Learner
from openlet.rules.official import official

SMALL_EMPLOYER = 2  # OET
SKILLS_BOOTCAMP = 32  # ProgType


@official(
    "R134",
    on="Learner",
    shows=("LearnRefNumber",),
    message="The learner's employment is marked as with a small or medium employer (OET 2), but no aim is a Skills "
    "Bootcamp for the national service. Enter DAM 023 on the WMCA bootcamp aims; if there is none, remove OET 2.",
    reads=("LearningDelivery", "LearningDeliveryFAM", "LearnerEmploymentStatus"),
)
def fault(learner: Learner) -> bool:
    """A learner with OET 2 must have a Skills Bootcamp aim.

    Fault where: any employment monitoring record of the learner is OET 2, and no aim has ProgType 32. It is one finding
    for each learner.
    Except: learners with DAM 023 (delivery exclusion of devolved authorities) on any aim.
    Read as: the way out by DAM 023 stands in the online list of 2025-26 only, not in the spreadsheet nor in the stored
    page of 2024-25. It is taken for every year, because aims for WMCA carry no ProgType and could not follow the rule.
    """
    if not any(SMALL_EMPLOYER in monitoring_of(status, "OET") for status in learner.LearnerEmploymentStatus):
        return False
    return not any(aim.ProgType == SKILLS_BOOTCAMP or has_fam(aim, "DAM", "023") for aim in learner.LearningDelivery)
