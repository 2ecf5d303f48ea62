"""Who is exempt from maths for a learning difficulty has an education, health and care plan."""

from openlet.facts.learner_fams import has_learner_fam, learner_fam_codes
from openlet.ilr.records import Learner
from openlet.rules.official import official

LEARNING_DIFFICULTY = 1  # MCF: exempt for a learning difficulty
PLAN = "EHC"


@official(
    "LearnFAMType_15",
    on="Learner",
    shows=(),
    message="The learner is marked as exempt from GCSE maths for a learning difficulty (MCF 1), but no education, "
    "health and care plan is entered. Enter EHC 1 if there is a plan, otherwise correct MCF.",
)
def fault(learner: Learner) -> bool:
    """An exemption from maths for a learning difficulty must rest on an education, health and care plan.

    Fault where: the learner has LearnerFAM MCF 1 and no LearnerFAM of type EHC.
    """
    return has_learner_fam(learner, "MCF", LEARNING_DIFFICULTY) and PLAN not in learner_fam_codes(learner)
