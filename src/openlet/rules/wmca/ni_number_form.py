"""The National Insurance number is a real one."""

from openlet.facts.given import Given
from openlet.facts.values import is_blank
from openlet.ilr.identifiers import is_ni_number
from openlet.ilr.records import Learner
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_NINumber_02",
    on="Learner",
    about="bootcamp learner",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("NINumber",),
    message="The National Insurance number is {NINumber}, which is not of the form of a real one (two letters, six "
    "figures, A to D). Correct it from the enrolment form; never enter a temporary number that starts with TN.",
    source=Source(GUIDE, "Learner: Learner Information, item 1", "A-039"),
)
def fault(learner: Learner, given: Given) -> bool:
    """The National Insurance number must be a real one.

    Fault where: NINumber is not well formed, or is a temporary one (TN, birth date, sex).
    Except: a missing number.
    """
    number = learner.NINumber
    return number is not None and not is_blank(number) and not is_ni_number(number)
