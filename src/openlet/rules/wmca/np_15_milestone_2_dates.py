"""The three dates of Z0010211 are the same day."""

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "NP-15",
    on="LearningDelivery",
    about="Z0010211",
    severity=Severity.NO_PAY,
    shows=("LearnStartDate", "LearnPlanEndDate", "LearnActEndDate"),
    message="Start, planned end and actual end of Z0010211 must be the same day (they are {LearnStartDate}, "
    "{LearnPlanEndDate} and {LearnActEndDate}). Enter the date of the interview offer in all three.",
    source=Source(GUIDE, "Payment milestone indicators, Milestone 2; No pay rules", "A-144, A-159"),
    blocks=("M2",),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The three dates of Z0010211 must be the day of the interview offer (or equivalent).

    Fault where: start, planned end and actual end are not all present and equal.
    """
    return aim.LearnStartDate is None or not (aim.LearnStartDate == aim.LearnPlanEndDate == aim.LearnActEndDate)
