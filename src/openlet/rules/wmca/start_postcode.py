"""The learning start date postcode is there."""

from openlet.facts.given import Given
from openlet.ilr.identifiers import is_postcode
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_LSDPostcode_01",
    on="LearningDelivery",
    about="bootcamp or milestone aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("LSDPostcode",),
    message="The learning start date postcode is {LSDPostcode}. Enter it in capitals with one blank, such as B1 1AA; "
    "if it is not known enter ZZ99 9ZZ.",
    source=Source(GUIDE, "Learning Delivery: Learning Information, item 8", "A-073"),
    no_pay_if="mandatory_missing",
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The learner's postcode on the start date must be entered.

    Fault where: LSDPostcode is missing or has not the shape of a postcode.
    """
    return aim.LSDPostcode is None or not is_postcode(aim.LSDPostcode)
