"""The learner's National Insurance number is there."""

from openlet.facts.given import Given
from openlet.facts.values import is_blank
from openlet.ilr.records import Learner
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_NINumber_01",
    on="Learner",
    about="bootcamp learner",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("NINumber",),
    message="The National Insurance number is {NINumber}. Enter it from the enrolment form; if the authority does not "
    "ask for it, set ni_required to false in the contract file.",
    source=Source(GUIDE, "Learner: Learner Information, item 1", "A-039"),
)
def fault(learner: Learner, given: Given) -> bool:
    """The learner's National Insurance number must be entered.

    Fault where: NINumber is missing.
    Except: where the reading ni_required is false.
    Read as: the guide marks the field as mandatory, the national ILR does not; a missing number never stops payment
    (AMB-05).
    """
    return given.terms.readings.ni_required and is_blank(learner.NINumber)
