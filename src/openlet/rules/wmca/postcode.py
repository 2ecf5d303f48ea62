"""The learner's postcode is there."""

from openlet.facts.given import Given
from openlet.ilr.identifiers import is_postcode
from openlet.ilr.records import Learner
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_Postcode_01",
    on="Learner",
    about="bootcamp learner",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("Postcode",),
    message="The learner's postcode is {Postcode}. Enter it in capitals with one blank, such as B1 1AA; if it is not "
    "known enter ZZ99 9ZZ.",
    source=Source(GUIDE, "Learner: Learner Information, item 5", "A-043"),
    no_pay_if="mandatory_missing",
)
def fault(learner: Learner, given: Given) -> bool:
    """The learner's current postcode must be entered.

    Fault where: Postcode is missing or has not the shape of a postcode.
    """
    return learner.Postcode is None or not is_postcode(learner.Postcode)
