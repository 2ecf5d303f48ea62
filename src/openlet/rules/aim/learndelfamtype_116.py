"""The adult education procurement of 2023 is national adult learning."""

from openlet.facts.fams import codes_of, other_sources
from openlet.facts.funding import ADULT_SKILLS, ADULT_SKILLS_FUND, COMMUNITY_LEARNING, TAILORED_LEARNING
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official

MODELS = frozenset({COMMUNITY_LEARNING, TAILORED_LEARNING, ADULT_SKILLS, ADULT_SKILLS_FUND})  # FundModel


@official(
    "LearnDelFAMType_116",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("LDM",), "LearnDelFAMCode": ("388",)},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "FundModel", "ProgType"),
    also={"sources": codes_of("SOF")},
    message="The aim is marked as adult education procured in 2023 (LDM 388); that is for funding models 10, 11, 35 "
    "and 38, source of funding 105 and no programme type, and the aim has funding model {FundModel}, source "
    "{sources} and programme type {ProgType}. Remove LDM 388, or correct the others.",
    reads=("LearningDeliveryFAM",),
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """LDM 388 must only be used for funding models 10, 11, 35 and 38, source of funding 105 and no programme type.

    Fault where: the aim has the FAM LDM 388, and FundModel is not 10, 11, 35 or 38, or a FAM SOF is not 105, or
    ProgType is returned.
    Read as: 11 and 38 exist since 2024-25; in older returns the code list refuses them.
    """
    return is_other_than(aim.FundModel, MODELS) or bool(other_sources(aim)) or aim.ProgType is not None
