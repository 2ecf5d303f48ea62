"""An event has a date."""

from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official


@official(
    "LearnDelFAMDateFrom_05",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("EVI",)},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "LearnDelFAMDateFrom"),
    message="The event indicator ({LearnDelFAMType} {LearnDelFAMCode}) needs the date of the event. Enter it; on a "
    "bootcamp of WMCA remove the indicator, which is for national Skills Bootcamps.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """An event indicator must have a first day.

    Fault where: LearnDelFAMType is EVI and LearnDelFAMDateFrom is missing.
    """
    return fam.LearnDelFAMDateFrom is None
