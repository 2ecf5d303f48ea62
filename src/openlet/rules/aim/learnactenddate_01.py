"""Learning does not end before it starts."""

from openlet.facts.values import is_before
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import PRESENT
from openlet.rules.official import official


@official(
    "LearnActEndDate_01",
    on="LearningDelivery",
    where={"LearnActEndDate": PRESENT},
    shows=("LearnStartDate", "LearnActEndDate"),
    message="The actual end date, {LearnActEndDate}, lies before the start, {LearnStartDate}. Correct the one that "
    "is wrong.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """The actual end must not lie before the start.

    Fault where: LearnActEndDate is before LearnStartDate.
    Read as: the same day is right, as the detailed wording says; the short message says "after".
    """
    return is_before(aim.LearnActEndDate, aim.LearnStartDate)
