"""A learner repeats a year of 16 to 19 funding or had the tuition fund, not both."""

from openlet.facts.learner_fams import has_learner_fam
from openlet.ilr.records import Learner
from openlet.rules.official import official

TUITION_FUND = 21  # NLM: 16 to 19 tuition fund
REPEATING = 22  # NLM: repeats up to one year of 16 to 19 funded provision


@official(
    "LearnFAMType_17",
    on="Learner",
    shows=(),
    message="NLM 21 (16 to 19 tuition fund) and NLM 22 (repeating a year) are both entered. Keep the one that is true.",
)
def fault(learner: Learner) -> bool:
    """NLM 21 and NLM 22 must not be entered together.

    Fault where: the learner has both LearnerFAM NLM 21 and LearnerFAM NLM 22.
    """
    return has_learner_fam(learner, "NLM", TUITION_FUND) and has_learner_fam(learner, "NLM", REPEATING)
