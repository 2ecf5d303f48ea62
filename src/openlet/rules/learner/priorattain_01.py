"""A funded adult's prior attainment is entered."""

from openlet.facts.funding import AGED_16_TO_19, COMMUNITY_LEARNING, NON_FUNDED, OTHER_16_TO_19, TAILORED_LEARNING
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner
from openlet.rules.official import official

WITHOUT = (COMMUNITY_LEARNING, TAILORED_LEARNING, AGED_16_TO_19, OTHER_16_TO_19, NON_FUNDED)


@official(
    "PriorAttain_01",
    on="Learner",
    shows=(),
    message="The prior attainment is missing. Enter the level of the highest qualification that the learner had "
    "before starting; 98 if it is not known, 99 for none.",
    reads=("LearningDelivery", "PriorAttain"),
)
def fault(learner: Learner) -> bool:
    """The prior attainment must be entered.

    Fault where: no PriorAttain record has a PriorLevel, and an aim has a funding model other than 10, 11, 25, 82 or 99.
    Read as: the online list excepts every aim of funding model 99, the spreadsheet only those with SOF 108; we follow
    the online list, which is the newer.
    """
    if any(attained.PriorLevel is not None for attained in learner.PriorAttain):
        return False
    return any(is_other_than(aim.FundModel, WITHOUT) for aim in learner.LearningDelivery)
