"""Free Courses for Jobs for low wages are Free Courses for Jobs."""

from openlet.facts.aims import has_fam
from openlet.facts.fams import FREE_COURSES
from openlet.facts.programmes import started_before_the_fund
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official


@official(
    "LearnDelFAMType_108",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("LDM",), "LearnDelFAMCode": ("382",)},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "LearnStartDate"),
    message="The aim, which starts on {LearnStartDate}, has LDM 382 (Free Courses for Jobs for low wages), but not "
    "LDM 378 (Free Courses for Jobs). Add LDM 378, or remove LDM 382.",
    reads=("LearningDeliveryFAM",),
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """An aim with LDM 382 that started by 31 July 2024 must have LDM 378 too.

    Fault where: LearnStartDate is on or before 31 July 2024 and the aim has the FAM LDM 382, but not LDM 378.
    Read as: in 2023-24 the rule had no limit on the start; a later start in that year is LearnStartDate_03's business.
    """
    return started_before_the_fund(aim) and not has_fam(aim, "LDM", FREE_COURSES)
