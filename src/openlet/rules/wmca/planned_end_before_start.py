"""The planned end is not before the start."""

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_LearnPlanEndDate_02",
    on="LearningDelivery",
    about="bootcamp aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("LearnStartDate", "LearnPlanEndDate"),
    message="The planned end date is {LearnPlanEndDate}, which is before the start on {LearnStartDate}. Correct the "
    "date that is wrong.",
    source=Source(GUIDE, "Learning Delivery: Learning Information, item 5", "A-066"),
    no_pay_if="mandatory_missing",
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The planned end must not be before the start.

    Fault where: LearnPlanEndDate of a bootcamp aim lies before its LearnStartDate.
    Except: Z0010211 and Z0010212, whose dates must all be the same (NP-15, NP-16).
    """
    start, planned = aim.LearnStartDate, aim.LearnPlanEndDate
    return start is not None and planned is not None and planned < start
