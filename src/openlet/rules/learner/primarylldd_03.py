"""Only one category of difficulty, disability or health problem is the primary one."""

from openlet.ilr.records import Learner
from openlet.rules.official import official

PRIMARY = 1  # PrimaryLLDD


def primary_categories(learner: Learner) -> int:
    """How many categories are marked as the primary one."""
    return sum(problem.PrimaryLLDD == PRIMARY for problem in learner.LLDDandHealthProblem)


@official(
    "PrimaryLLDD_03",
    on="Learner",
    shows=("LLDDHealthProb",),
    also={"Marked": primary_categories},
    message="{Marked} categories of difficulty, disability or health problem are marked as the primary one. Keep "
    "PrimaryLLDD 1 only with the one that affects the learner most.",
    reads=("LLDDandHealthProblem",),
)
def fault(learner: Learner) -> bool:
    """Only one category may be marked as the primary one.

    Fault where: more than one LLDDandHealthProblem record has PrimaryLLDD 1.
    """
    return primary_categories(learner) > 1
