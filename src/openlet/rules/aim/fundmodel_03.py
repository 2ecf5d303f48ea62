"""A learner's loan pays for aims that are not funded."""

from openlet.facts.fams import has_fam_type
from openlet.facts.funding import NON_FUNDED
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "FundModel_03",
    on="LearningDelivery",
    shows=("FundModel",),
    message="The aim is marked as paid by an Advanced Learner Loan (ADL), but its funding model is {FundModel}. "
    "Remove the loan indicator from a funded aim, or enter funding model 99.",
    reads=("LearningDeliveryFAM",),
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An aim that is paid by an Advanced Learner Loan must have the funding model 99.

    Fault where: the aim has a FAM of type ADL and FundModel is not 99.
    Read as: LearnDelFAMType_35 says the same of the indicator; both are official and both fire.
    """
    return is_other_than(aim.FundModel, (NON_FUNDED,)) and has_fam_type(aim, "ADL")
