"""The learner has given names."""

from openlet.facts.funding import is_only_community_learning
from openlet.facts.values import is_blank
from openlet.ilr.records import Learner
from openlet.rules.official import official


@official(
    "GivenNames_01",
    on="Learner",
    shows=("GivenNames",),
    message="The given names are missing. Enter them as on the learner's proof of identity.",
    reads=("LearningDelivery",),
)
def fault(learner: Learner) -> bool:
    """The learner's given names must be entered.

    Fault where: GivenNames is absent or only blanks.
    Except: every aim is community learning (funding model 10, or 99 with SOF 108).
    """
    return is_blank(learner.GivenNames) and not is_only_community_learning(learner)
