"""National monitoring codes do not go with an authority's funding."""

from openlet.facts.fams import codes_of, is_authority_funded
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official


@official(
    "LearnDelFAMType_75",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("LDM",), "LearnDelFAMCode": ("034", "357", "363", "379", "388")},
    shows=("LearnDelFAMType", "LearnDelFAMCode"),
    also={"sources": codes_of("SOF")},
    message="{LearnDelFAMType} {LearnDelFAMCode} is a code of the national budget, but the source of funding is "
    "{sources}, a combined authority. Remove the code; WMCA has its own (DAM), such as DAM 010 for low wages.",
    reads=("LearningDeliveryFAM",),
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """An aim that a combined authority pays for must not have the codes LDM 034, 357, 363, 379 or 388.

    Fault where: the aim has one of these FAM LDM and a FAM SOF of 110 to 120.
    Read as: 388 exists since 2023-24.
    """
    return is_authority_funded(aim)
