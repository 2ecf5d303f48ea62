"""Apprenticeship contract types belong to apprenticeships."""

from openlet.facts.funding import APPRENTICESHIPS
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official


@official(
    "LearnDelFAMType_63",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("ACT",)},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "FundModel"),
    message="An apprenticeship contract type ({LearnDelFAMType} {LearnDelFAMCode}) is returned for an aim of funding "
    "model {FundModel}, which is no apprenticeship. Remove it.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """An apprenticeship contract type must only be returned for apprenticeships.

    Fault where: the aim has a FAM of type ACT and FundModel is not 36.
    Read as: which component aims of funding model 36 may have one depends on the learning aims register (LARS), so
    those are not judged.
    """
    return is_other_than(aim.FundModel, (APPRENTICESHIPS,))
