"""The planned end date is there."""

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_LearnPlanEndDate_01",
    on="LearningDelivery",
    about="bootcamp or milestone aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("LearnAimRef", "LearnPlanEndDate"),
    message="The planned end date of {LearnAimRef} is {LearnPlanEndDate}. Enter the day the learning was planned to "
    "end; on Z0010211 and Z0010212 the day of the offer.",
    source=Source(GUIDE, "Learning Delivery: Learning Information, item 5", "A-066"),
    no_pay_if="mandatory_missing",
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The planned end date must be entered.

    Fault where: LearnPlanEndDate of a bootcamp aim, Z0010211 or Z0010212 is missing.
    """
    return aim.LearnPlanEndDate is None
