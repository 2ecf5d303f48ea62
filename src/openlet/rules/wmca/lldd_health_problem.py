"""The learner's answer on learning difficulty, disability or health problem is there."""

from openlet.facts.given import Given
from openlet.facts.values import is_listed
from openlet.ilr.records import Learner
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_LLDDHealthProb_01",
    on="Learner",
    about="bootcamp learner",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("LLDDHealthProb",),
    message="The answer on learning difficulty, disability or health problem is {LLDDHealthProb}. Enter the code that "
    "the learner gave at enrolment.",
    source=Source(GUIDE, "Learner: LLDD Learning Support, item 1", "A-046"),
    no_pay_if="mandatory_missing",
)
def fault(learner: Learner, given: Given) -> bool:
    """The learner's answer on learning difficulty, disability or health problem must be entered.

    Fault where: LLDDHealthProb is missing or not a code of the year's list.
    Read as: every code of the list is an answer, also the one for not provided.
    """
    return not is_listed("LLDDHealthProb", learner.LLDDHealthProb, given.year)
