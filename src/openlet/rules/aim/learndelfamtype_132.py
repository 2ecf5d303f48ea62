"""Events belong to national Skills Bootcamps."""

from openlet.facts.programmes import SKILLS_BOOTCAMP
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official


@official(
    "LearnDelFAMType_132",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("EVI",)},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "ProgType"),
    message="An event indicator ({LearnDelFAMType} {LearnDelFAMCode}) is returned, but the programme type is "
    "{ProgType}, not 32 (national Skills Bootcamps). Remove it: bootcamps of WMCA report milestones with Z0010211 "
    "and Z0010212.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """An event indicator must only be returned for programme type 32.

    Fault where: the aim has a FAM of type EVI and ProgType is missing or not 32.
    """
    return aim.ProgType != SKILLS_BOOTCAMP
