"""A learner has one record for an LLDD and health problem category."""

from openlet.facts.repeats import repeated_categories
from openlet.ilr.records import Learner, LLDDandHealthProblem
from openlet.rules.official import official


@official(
    "R45",
    on="LLDDandHealthProblem",
    shows=("LLDDCat",),
    message="The LLDD and health problem category {LLDDCat} is returned more than once. Keep one record of it.",
    reads=("LLDDandHealthProblem",),
)
def fault(problem: LLDDandHealthProblem, learner: Learner) -> bool:
    """Each LLDD and health problem category must be returned only once.

    Fault where: an LLDDCat stands on more than one record of the learner. It is one finding for each such category, on
    the second of the records.
    """
    return problem in repeated_categories(learner)
