"""Project S for Skills Bootcamps has funding model 81."""

from openlet.facts.funding import OTHER_ADULT
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official


@official(
    "LearnDelFAMType_128",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("LDM",), "LearnDelFAMCode": ("396",)},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "FundModel"),
    message="The aim is marked as Project S for Skills Bootcamps (LDM 396), which has funding model 81, but its "
    "funding model is {FundModel}. Remove LDM 396, or correct the funding model.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """An aim of Project S for Skills Bootcamps must have the funding model 81.

    Fault where: the aim has the FAM LDM 396 and FundModel is not 81.
    """
    return is_other_than(aim.FundModel, (OTHER_ADULT,))
