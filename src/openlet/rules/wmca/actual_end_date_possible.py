"""The actual end date is a day of attendance."""

from datetime import date

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


def as_of(aim: LearningDelivery, learner: Learner, given: Given) -> date:
    """The day the return is judged on."""
    return given.as_of


@rule(
    "WMCA_LearnActEndDate_02",
    on="LearningDelivery",
    about="bootcamp aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=2,
    shows=("LearnStartDate", "LearnActEndDate"),
    also={"as_of": as_of},
    message="The actual end date is {LearnActEndDate}; with a start on {LearnStartDate} and a return judged on "
    "{as_of} it cannot be the last day of attendance. Correct the date that is wrong.",
    source=Source(GUIDE, "Learning Delivery: End details, item 2", "A-098"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The actual end must lie between the start and the day of the return.

    Fault where: LearnActEndDate of a bootcamp aim lies before its LearnStartDate, or after the day the return is judged
    on.
    Except: Z0010211 and Z0010212, whose dates must all be the same (NP-15, NP-16).
    Read as: nobody has attended in the future; the guide says only that it is the last date of attendance.
    """
    start, end = aim.LearnStartDate, aim.LearnActEndDate
    if end is None:
        return False
    return end > given.as_of or (start is not None and end < start)
