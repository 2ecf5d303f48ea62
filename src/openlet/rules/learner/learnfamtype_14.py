"""A learner has special educational needs support or an education, health and care plan, not both."""

from openlet.facts.learner_fams import has_learner_fam
from openlet.ilr.records import Learner
from openlet.rules.official import official

YES = 1  # the only code of SEN and of EHC


@official(
    "LearnFAMType_14",
    on="Learner",
    shows=(),
    message="Both special educational needs (SEN) and an education, health and care plan (EHC) are entered. Keep EHC "
    "if the learner has such a plan, otherwise SEN.",
)
def fault(learner: Learner) -> bool:
    """SEN must be left out where there is an education, health and care plan.

    Fault where: the learner has both LearnerFAM SEN 1 and LearnerFAM EHC 1.
    """
    return has_learner_fam(learner, "SEN", YES) and has_learner_fam(learner, "EHC", YES)
