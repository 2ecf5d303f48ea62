"""An only category of difficulty, disability or health problem is the primary one."""

from openlet.ilr.records import Learner
from openlet.rules.official import official


@official(
    "PrimaryLLDD_04",
    on="Learner",
    shows=("LLDDHealthProb",),
    message="The only category of difficulty, disability or health problem is not marked as the primary one. Enter "
    "PrimaryLLDD 1 with it.",
    reads=("LLDDandHealthProblem",),
)
def fault(learner: Learner) -> bool:
    """An only category must be marked as the primary one.

    Fault where: there is exactly one LLDDandHealthProblem record and it has no PrimaryLLDD.
    Read as: the service of 2020-21 asked only where LLDDHealthProb is 1 and the category is not 98 or 99. The published
    text has no such exceptions, and PrimaryLLDD 1 is accepted with every category, so we follow the text.
    """
    problems = learner.LLDDandHealthProblem
    return len(problems) == 1 and problems[0].PrimaryLLDD is None
