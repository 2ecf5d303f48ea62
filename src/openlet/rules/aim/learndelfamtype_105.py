"""The adult education procurement of 2021 is national adult learning."""

from openlet.facts.fams import codes_of, other_sources
from openlet.facts.funding import ADULT_SKILLS, COMMUNITY_LEARNING
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official

MODELS = frozenset({COMMUNITY_LEARNING, ADULT_SKILLS})  # FundModel


@official(
    "LearnDelFAMType_105",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("LDM",), "LearnDelFAMCode": ("379",)},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "FundModel", "ProgType"),
    also={"sources": codes_of("SOF")},
    message="The aim is marked as adult education procured in 2021 (LDM 379); that is for funding models 35 and 10, "
    "source of funding 105 and no programme type, and the aim has funding model {FundModel}, source {sources} and "
    "programme type {ProgType}. Remove LDM 379, or correct the others.",
    reads=("LearningDeliveryFAM",),
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """LDM 379 must only be used for funding models 35 and 10, source of funding 105 and no programme type.

    Fault where: the aim has the FAM LDM 379, and FundModel is not 10 or 35, or a FAM SOF is not 105, or ProgType is
    returned.
    """
    return is_other_than(aim.FundModel, MODELS) or bool(other_sources(aim)) or aim.ProgType is not None
