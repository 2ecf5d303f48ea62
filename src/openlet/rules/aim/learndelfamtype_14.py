"""Enhanced apprenticeship funding belongs to apprenticeships."""

from openlet.facts.funding import ADULT_SKILLS, APPRENTICESHIPS, OTHER_ADULT, is_apprenticeship
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official


@official(
    "LearnDelFAMType_14",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("EEF",)},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "FundModel", "ProgType"),
    message="{LearnDelFAMType} {LearnDelFAMCode} (enhanced apprenticeship funding) is returned for an aim that is no "
    "funded apprenticeship (funding model {FundModel}, programme type {ProgType}). Remove it.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """Enhanced apprenticeship funding must only be returned for funded apprenticeships.

    Fault where: the aim has a FAM of type EEF.
    Except: apprenticeships (programme type 25) of funding model 35, 36 or 81.
    """
    return not (is_apprenticeship(aim) and aim.FundModel in (ADULT_SKILLS, APPRENTICESHIPS, OTHER_ADULT))
