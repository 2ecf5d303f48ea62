"""The address has its first line."""

from openlet.facts.funding import is_only_community_learning
from openlet.facts.values import is_blank
from openlet.ilr.records import Learner
from openlet.rules.official import official

SHORT = 10  # planned hours up to which community learning alone needs no address


@official(
    "AddLine1_03",
    on="Learner",
    shows=("AddLine1", "PlanLearnHours"),
    message="The first line of the address is missing. Enter where the learner lives.",
    reads=("LearningDelivery",),
)
def fault(learner: Learner) -> bool:
    """The first line of the learner's address must be entered.

    Fault where: AddLine1 is absent or only blanks.
    Except: every aim is community learning (funding model 10, or 99 with SOF 108) and at most 10 hours are planned.
    Read as: without PlanLearnHours there is no exception.
    """
    hours = learner.PlanLearnHours
    is_short = hours is not None and hours <= SHORT
    return is_blank(learner.AddLine1) and not (is_short and is_only_community_learning(learner))
