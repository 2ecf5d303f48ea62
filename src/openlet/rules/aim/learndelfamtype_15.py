"""A proxy aim is gone when learning ends."""

from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official


@official(
    "LearnDelFAMType_15",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("LDM",), "LearnDelFAMCode": ("118",)},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "LearnActEndDate"),
    message="The aim is marked as a proxy learning aim (LDM 118), but it ended on {LearnActEndDate}. Enter the real "
    "aim reference and remove LDM 118.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """A proxy learning aim must not have ended.

    Fault where: the aim has the FAM LDM 118 and LearnActEndDate is returned.
    """
    return aim.LearnActEndDate is not None
