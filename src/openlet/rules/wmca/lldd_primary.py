"""One category of difficulty or disability is the primary one."""

from openlet.facts.given import Given
from openlet.ilr.records import Learner
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE

PRIMARY = 1


def primaries(learner: Learner, given: Given) -> tuple[str, ...]:
    """The categories that are marked as primary."""
    return tuple(str(one.LLDDCat) for one in learner.LLDDandHealthProblem if one.PrimaryLLDD == PRIMARY)


@rule(
    "WMCA_PrimaryLLDD_01",
    on="Learner",
    about="bootcamp learner",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("LLDDHealthProb",),
    also={"PrimaryLLDD": primaries},
    message="Of the categories of difficulty, disability or health problem, those marked as primary are: "
    "{PrimaryLLDD}. Mark one, and only one.",
    source=Source(GUIDE, "Learner: LLDD Learning Support, item 2", "A-049"),
)
def fault(learner: Learner, given: Given) -> bool:
    """One category, and only one, must be marked as primary.

    Fault where: there are categories, and PrimaryLLDD 1 is not on exactly one of them.
    """
    return bool(learner.LLDDandHealthProblem) and len(primaries(learner, given)) != 1
