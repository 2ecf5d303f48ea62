"""The delivery location postcode is there."""

from openlet.facts.given import Given
from openlet.ilr.identifiers import is_postcode
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_DelLocPostCode_01",
    on="LearningDelivery",
    about="bootcamp or milestone aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("DelLocPostCode",),
    message="The delivery location postcode is {DelLocPostCode}. Enter the postcode of the place where most of the "
    "bootcamp is delivered, such as B1 1AA, or ZZ99 9ZZ for distance learning.",
    source=Source(GUIDE, "Learning Delivery: Learning Information, item 7", "A-072"),
    no_pay_if="mandatory_missing",
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The postcode of the delivery must be entered.

    Fault where: DelLocPostCode is missing or has not the shape of a postcode.
    """
    return aim.DelLocPostCode is None or not is_postcode(aim.DelLocPostCode)
