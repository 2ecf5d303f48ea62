"""The category of difficulty or disability is one that still exists."""

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LLDDandHealthProblem
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE, terms

WITHDRAWN: list[int] = terms()["codes"]["withdrawn_lldd"]


@rule(
    "WMCA_LLDDCat_02",
    on="LLDDandHealthProblem",
    about="bootcamp learner",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("LLDDCat",),
    message="The category {LLDDCat} is no longer valid. Choose the category from 4 upwards that fits.",
    source=Source(GUIDE, "Learner: LLDD Learning Support, item 2", "A-048"),
)
def fault(problem: LLDDandHealthProblem, learner: Learner, given: Given) -> bool:
    """Categories 1 to 3 may no longer be used.

    Fault where: LLDDCat is 1, 2 or 3.
    """
    return problem.LLDDCat in WITHDRAWN
