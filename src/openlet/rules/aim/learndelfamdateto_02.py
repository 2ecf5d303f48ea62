"""Funding and monitoring ends with the plan."""

from openlet.facts.programmes import PROGRAMME_AIM
from openlet.facts.values import is_after
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules import PRESENT
from openlet.rules.official import official


@official(
    "LearnDelFAMDateTo_02",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMDateTo": PRESENT},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "LearnDelFAMDateTo", "LearnPlanEndDate", "AimType", "AchDate"),
    message="{LearnDelFAMType} {LearnDelFAMCode} applies to {LearnDelFAMDateTo}, after the planned end of the aim, "
    "{LearnPlanEndDate}. Check both dates.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """A funding and monitoring record should not apply longer than the aim is planned to last.

    Fault where: LearnDelFAMDateTo is after LearnPlanEndDate.
    Except: ACT on a programme aim (AimType 1) with an achievement date.
    """
    if not is_after(fam.LearnDelFAMDateTo, aim.LearnPlanEndDate):
        return False
    return not (fam.LearnDelFAMType == "ACT" and aim.AimType == PROGRAMME_AIM and aim.AchDate is not None)
