"""One of the categories of difficulty, disability or health problem is the primary one."""

from datetime import date

from openlet.facts.ages import earliest_start
from openlet.ilr.records import Learner
from openlet.rules.official import official

SOME = 1  # LLDDHealthProb
PRIMARY = 1  # PrimaryLLDD
NOT_SAID = (98, 99)  # LLDDCat: prefers not to say, not provided
SINCE = date(2015, 8, 1)


@official(
    "PrimaryLLDD_01",
    on="Learner",
    where={"LLDDHealthProb": (SOME,)},
    shows=("LLDDHealthProb",),
    message="None of the categories of difficulty, disability or health problem is marked as the primary one. Enter "
    "PrimaryLLDD 1 with the one that affects the learner most.",
    reads=("LearningDelivery", "LLDDandHealthProblem"),
)
def fault(learner: Learner) -> bool:
    """One category must be marked as the primary one.

    Fault where: LLDDHealthProb is 1, the earliest start is on or after 1 August 2015, there are LLDDandHealthProblem
    records, and none of them has PrimaryLLDD 1.
    Except: all categories are 98 (prefers not to say) or 99 (not provided).
    Read as: the published text names neither LLDDHealthProb nor 98 and 99; they are as in the service of 2020-21.
    """
    start, problems = earliest_start(learner), learner.LLDDandHealthProblem
    if start is None or start < SINCE or any(problem.PrimaryLLDD == PRIMARY for problem in problems):
        return False
    return any(problem.LLDDCat not in NOT_SAID for problem in problems)
