"""Only learners with high needs have a learning support cost."""

from openlet.facts.learner_fams import learner_fam_codes
from openlet.ilr.records import Learner
from openlet.rules.official import official

HIGH_NEEDS = "HNS"


@official(
    "ALSCost_02",
    on="Learner",
    shows=("ALSCost",),
    message="A learning support cost of {ALSCost} is entered, but the learner is not marked as a high needs student. "
    "Remove ALSCost, or enter HNS 1 if the learner is one.",
)
def fault(learner: Learner) -> bool:
    """ALSCost must be left out unless the learner is a high needs student.

    Fault where: ALSCost is returned and there is no LearnerFAM of type HNS.
    """
    return learner.ALSCost is not None and HIGH_NEEDS not in learner_fam_codes(learner)
