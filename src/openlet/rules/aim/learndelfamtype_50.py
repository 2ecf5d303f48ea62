"""Some funding models have no learning support funding."""

from openlet.facts.programmes import OUTSIDE_THE_FORMULA
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official


@official(
    "LearnDelFAMType_50",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("LSF",)},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "FundModel"),
    message="Learning support funding ({LearnDelFAMType} {LearnDelFAMCode}) is returned for an aim of funding model "
    "{FundModel}, which has none. Remove it, or correct the funding model.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """Learning support funding must not be returned for funding models 10, 25, 82 and 99.

    Fault where: the aim has a FAM of type LSF and FundModel is 10, 25, 82 or 99.
    """
    return aim.FundModel in OUTSIDE_THE_FORMULA
