"""An aim belongs to one procurement of adult education."""

from openlet.facts.aims import has_fam
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official

PROCURED_2021 = "379"  # LDM: adult education procured in 2021


@official(
    "LearnDelFAMType_115",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("LDM",), "LearnDelFAMCode": ("388",)},
    shows=("LearnDelFAMType", "LearnDelFAMCode"),
    message="The aim is marked as adult education procured in 2021 (LDM 379) and in 2023 (LDM 388). Keep the one "
    "under which it is delivered.",
    reads=("LearningDeliveryFAM",),
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """An aim must not have both LDM 379 and LDM 388.

    Fault where: the aim has the FAM LDM 379 and the FAM LDM 388.
    """
    return has_fam(aim, "LDM", PROCURED_2021)
