"""Loan indicators stand on aims that are not funded."""

from openlet.facts.funding import NON_FUNDED
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official


@official(
    "LearnDelFAMType_35",
    on="LearningDeliveryFAM",
    where={"LearnDelFAMType": ("ADL",)},
    shows=("LearnDelFAMType", "LearnDelFAMCode", "FundModel"),
    message="The Advanced Learner Loans indicator ({LearnDelFAMType} {LearnDelFAMCode}) is returned for an aim of "
    "funding model {FundModel}; it belongs to 99. Remove it from a funded aim.",
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """The Advanced Learner Loans indicator must only be returned for funding model 99.

    Fault where: the aim has a FAM of type ADL and FundModel is not 99.
    Read as: FundModel_03 says the same of the funding model; both are official and both fire.
    """
    return is_other_than(aim.FundModel, (NON_FUNDED,))
