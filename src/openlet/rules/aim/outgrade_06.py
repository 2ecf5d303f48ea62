"""Who did not achieve has no passing grade."""

from openlet.facts.completion import FAILS, NOT_ACHIEVED
from openlet.facts.values import is_blank
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "OutGrade_06",
    on="LearningDelivery",
    where={"Outcome": (NOT_ACHIEVED,)},
    shows=("Outcome", "OutGrade"),
    message="The outcome is 3 (not achieved), but the grade is {OutGrade}. Enter FL, U, N, X or Y or no grade, or "
    "correct the outcome.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An aim that was not achieved must have the grade FL, U, N, X or Y, or none.

    Fault where: Outcome is 3 and OutGrade is returned and is not FL, U, N, X or Y.
    """
    return not is_blank(aim.OutGrade) and aim.OutGrade not in FAILS
