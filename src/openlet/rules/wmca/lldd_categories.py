"""Difficulties and disabilities are listed if, and only if, the learner has any."""

from openlet.facts.given import Given
from openlet.ilr.records import Learner
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE

YES = 1  # LLDDHealthProb: the learner considers that they have a difficulty, disability or health problem


def categories(learner: Learner, given: Given) -> tuple[int, ...]:
    """The categories entered."""
    return tuple(problem.LLDDCat for problem in learner.LLDDandHealthProblem if problem.LLDDCat is not None)


@rule(
    "WMCA_LLDDCat_01",
    on="Learner",
    about="bootcamp learner",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("LLDDHealthProb",),
    also={"LLDDCat": categories},
    message="The answer on learning difficulty, disability or health problem ({LLDDHealthProb}) and the categories "
    "entered ({LLDDCat}) do not go together. With answer 1 enter each category that applies; with 2 or 9 enter none.",
    source=Source(GUIDE, "Learner: LLDD Learning Support, item 2", "A-047"),
)
def fault(learner: Learner, given: Given) -> bool:
    """Categories must be entered where the answer is yes, and only there.

    Fault where: LLDDHealthProb is 1 and there is no category, or it is another code and there are categories.
    Except: where LLDDHealthProb is missing, which has a rule of its own.
    Read as: the guide's words would ask for a category also after a no; the national rules want one only after a yes
    (AMB-06).
    """
    answer = learner.LLDDHealthProb
    return answer is not None and (answer == YES) != bool(learner.LLDDandHealthProblem)
