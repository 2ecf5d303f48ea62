"""Learning support and loans bursary apply from a day to a day."""

from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official


@official(
    "LearnDelFAMDateFrom_01",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("LSF", "ALB")},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "LearnDelFAMDateFrom", "LearnDelFAMDateTo"),
    message="{LearnDelFAMType} {LearnDelFAMCode} needs the dates between which it applies; they are "
    "{LearnDelFAMDateFrom} and {LearnDelFAMDateTo}. Enter both.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """Learning support funding and the loans bursary must have both dates.

    Fault where: LearnDelFAMType is LSF or ALB and LearnDelFAMDateFrom or LearnDelFAMDateTo is missing.
    """
    return fam.LearnDelFAMDateFrom is None or fam.LearnDelFAMDateTo is None
