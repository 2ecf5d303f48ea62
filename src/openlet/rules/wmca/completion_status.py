"""The completion status is there."""

from openlet.facts.given import Given
from openlet.facts.values import is_listed
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_CompStatus_01",
    on="LearningDelivery",
    about="bootcamp or milestone aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("CompStatus", "LearnAimRef"),
    message="The completion status of {LearnAimRef} is {CompStatus}. Enter 1 while the learner continues, 2 once they "
    "have completed, 3 if they withdrew, 6 if they are temporarily withdrawn.",
    source=Source(GUIDE, "Learning Delivery: End details, item 1", "A-094"),
    no_pay_if="mandatory_missing",
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The completion status must be entered.

    Fault where: CompStatus of a bootcamp aim, Z0010211 or Z0010212 is missing or not a code of the year's list.
    """
    return not is_listed("CompStatus", aim.CompStatus, given.year)
