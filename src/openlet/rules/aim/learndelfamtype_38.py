"""A loans bursary goes with a loan."""

from openlet.facts.funding import NON_FUNDED
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official


@official(
    "LearnDelFAMType_38",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("ALB",)},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "FundModel"),
    message="An Advanced Learner Loans Bursary ({LearnDelFAMType} {LearnDelFAMCode}) is returned for an aim of "
    "funding model {FundModel}; it belongs to 99. Remove it from a funded aim.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """An Advanced Learner Loans Bursary must only be returned for funding model 99.

    Fault where: the aim has a FAM of type ALB and FundModel is not 99.
    """
    return is_other_than(aim.FundModel, (NON_FUNDED,))
