"""The learner has a family name."""

from openlet.facts.funding import is_only_community_learning
from openlet.facts.values import is_blank
from openlet.ilr.records import Learner
from openlet.rules.official import official


@official(
    "FamilyName_01",
    on="Learner",
    shows=("FamilyName",),
    message="The family name is missing. Enter it as on the learner's proof of identity.",
    reads=("LearningDelivery",),
)
def fault(learner: Learner) -> bool:
    """The learner's family name must be entered.

    Fault where: FamilyName is absent or only blanks.
    Except: every aim is community learning (funding model 10, or 99 with SOF 108).
    """
    return is_blank(learner.FamilyName) and not is_only_community_learning(learner)
