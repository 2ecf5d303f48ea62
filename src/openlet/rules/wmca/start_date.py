"""The start date is there."""

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_LearnStartDate_01",
    on="LearningDelivery",
    about="bootcamp or milestone aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("LearnAimRef", "LearnStartDate"),
    message="The start date of {LearnAimRef} is {LearnStartDate}. Enter the day the learner started; on Z0010211 and "
    "Z0010212 the day of the offer.",
    source=Source(GUIDE, "Learning Delivery: Learning Information, item 4", "A-061"),
    no_pay_if="mandatory_missing",
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The start date must be entered.

    Fault where: LearnStartDate of a bootcamp aim, Z0010211 or Z0010212 is missing.
    """
    return aim.LearnStartDate is None
