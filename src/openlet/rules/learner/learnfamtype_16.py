"""Who is exempt from English for a learning difficulty has an education, health and care plan."""

from openlet.facts.learner_fams import has_learner_fam, learner_fam_codes
from openlet.ilr.records import Learner
from openlet.rules.official import official

LEARNING_DIFFICULTY = 1  # ECF: exempt for a learning difficulty
PLAN = "EHC"


@official(
    "LearnFAMType_16",
    on="Learner",
    shows=(),
    message="The learner is marked as exempt from GCSE English for a learning difficulty (ECF 1), but no education, "
    "health and care plan is entered. Enter EHC 1 if there is a plan, otherwise correct ECF.",
)
def fault(learner: Learner) -> bool:
    """An exemption from English for a learning difficulty must rest on an education, health and care plan.

    Fault where: the learner has LearnerFAM ECF 1 and no LearnerFAM of type EHC.
    Read as: the text also allows special educational needs (SEN), its error condition and message only the plan; we
    follow those.
    """
    return has_learner_fam(learner, "ECF", LEARNING_DIFFICULTY) and PLAN not in learner_fam_codes(learner)
