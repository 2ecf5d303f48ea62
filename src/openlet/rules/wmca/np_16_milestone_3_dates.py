"""The three dates of Z0010212 are the same day."""

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "NP-16",
    on="LearningDelivery",
    about="Z0010212",
    severity=Severity.NO_PAY,
    shows=("LearnStartDate", "LearnPlanEndDate", "LearnActEndDate"),
    message="Start, planned end and actual end of Z0010212 must be the same day (they are {LearnStartDate}, "
    "{LearnPlanEndDate} and {LearnActEndDate}). Enter the date of the job offer in all three.",
    source=Source(GUIDE, "Payment milestone indicators, Milestone 3; No pay rules", "A-151, A-160"),
    blocks=("M3",),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The three dates of Z0010212 must be the day of the job offer (or equivalent).

    Fault where: start, planned end and actual end are not all present and equal.
    """
    return aim.LearnStartDate is None or not (aim.LearnStartDate == aim.LearnPlanEndDate == aim.LearnActEndDate)
