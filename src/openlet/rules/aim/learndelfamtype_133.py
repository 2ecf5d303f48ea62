"""Events stand on the programme aim."""

from openlet.facts.programmes import PROGRAMME_AIM
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official


@official(
    "LearnDelFAMType_133",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("EVI",)},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "AimType"),
    message="An event indicator ({LearnDelFAMType} {LearnDelFAMCode}) is returned on an aim of type {AimType}; it "
    "belongs on the programme aim of a national Skills Bootcamp. Remove it: bootcamps of WMCA report milestones with "
    "Z0010211 and Z0010212.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """An event indicator must only be returned on a programme aim.

    Fault where: the aim has a FAM of type EVI and AimType is not 1.
    """
    return is_other_than(aim.AimType, (PROGRAMME_AIM,))
