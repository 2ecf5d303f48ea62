"""Four reasons for learner support are enough."""

from openlet.facts.learner_fams import learner_fam_codes
from openlet.ilr.records import Learner
from openlet.rules.official import official

SUPPORT = "LSR"
MOST = 4


def support_reasons(learner: Learner) -> int:
    """How many reasons for learner support are entered."""
    return len(learner_fam_codes(learner).get(SUPPORT, ()))


@official(
    "LearnFAMType_10",
    on="Learner",
    shows=(),
    also={"Entered": support_reasons},
    message="{Entered} reasons for learner support (LSR) are entered; four are allowed. Remove the least important.",
)
def fault(learner: Learner) -> bool:
    """Four reasons for learner support (LSR) must be enough.

    Fault where: the learner has more than four LearnerFAM of type LSR.
    """
    return support_reasons(learner) > MOST
