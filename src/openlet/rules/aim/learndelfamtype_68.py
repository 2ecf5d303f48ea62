"""Apprenticeships of own employees are apprenticeships."""

from openlet.facts.funding import APPRENTICESHIPS
from openlet.facts.programmes import PROGRAMME_AIM
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official


@official(
    "LearnDelFAMType_68",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("LDM",), "LearnDelFAMCode": ("356",)},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "FundModel", "AimType"),
    message="The aim is marked as an apprenticeship of the provider's own employee (LDM 356), but it has funding "
    "model {FundModel} and aim type {AimType}. Remove LDM 356.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """LDM 356 must only be used on the programme aim of an apprenticeship.

    Fault where: the aim has the FAM LDM 356, FundModel is not 36 and AimType is not 1.
    Read as: both must be wrong, as the official error condition says; its sentence could be read as either.
    """
    return is_other_than(aim.FundModel, (APPRENTICESHIPS,)) and is_other_than(aim.AimType, (PROGRAMME_AIM,))
