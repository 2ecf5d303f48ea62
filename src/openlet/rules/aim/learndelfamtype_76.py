"""Learning in custody is paid by the national adult budget."""

from openlet.facts.fams import codes_of, other_sources
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official


@official(
    "LearnDelFAMType_76",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("LDM",), "LearnDelFAMCode": ("034",)},
    shows=("LearnDelFAMType", "LearnDelFAMCode"),
    also={"sources": codes_of("SOF")},
    message="The aim is marked as learning in custody (LDM 034), which the national adult budget (SOF 105) pays for, "
    "but the source of funding is {sources}. Correct the one that is wrong.",
    reads=("LearningDeliveryFAM",),
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """Learning in custody must have the source of funding 105.

    Fault where: the aim has the FAM LDM 034 and a FAM SOF other than 105.
    """
    return bool(other_sources(aim))
