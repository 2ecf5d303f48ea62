"""Who has no learning difficulty, disability or health problem has no category of one."""

from openlet.ilr.records import Learner
from openlet.rules.official import official

NONE = 2  # LLDDHealthProb


@official(
    "LLDDHealthProb_04",
    on="Learner",
    where={"LLDDHealthProb": (NONE,)},
    shows=("LLDDHealthProb",),
    message="Categories of difficulty, disability or health problem are entered, but the answer to that question "
    "(LLDDHealthProb) is {LLDDHealthProb}. Remove the categories, or correct the answer.",
)
def fault(learner: Learner) -> bool:
    """A learner without difficulty, disability or health problem must have no category of one.

    Fault where: LLDDHealthProb is 2 and there is an LLDDandHealthProblem record.
    """
    return bool(learner.LLDDandHealthProblem)
