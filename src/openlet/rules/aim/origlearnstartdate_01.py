"""The original start lies no more than ten years back."""

from openlet.facts.days import add_months
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

LONGEST = 12 * 10  # months


@official(
    "OrigLearnStartDate_01",
    on="LearningDelivery",
    shows=("LearnStartDate", "OrigLearnStartDate"),
    message="The original start, {OrigLearnStartDate}, lies more than ten years before the start, {LearnStartDate}. "
    "Correct the one that is wrong.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """The original start must not lie more than ten years before the start.

    Fault where: OrigLearnStartDate is before the day ten years before LearnStartDate.
    Read as: the official error condition has the comparison the wrong way round; its sentence is plain.
    """
    original, start = aim.OrigLearnStartDate, aim.LearnStartDate
    return original is not None and start is not None and original < add_months(start, -LONGEST)
