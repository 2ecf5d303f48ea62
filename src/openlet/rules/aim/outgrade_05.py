"""Who achieved has no failing grade."""

from openlet.facts.completion import ACHIEVED, FAILS
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "OutGrade_05",
    on="LearningDelivery",
    where={"Outcome": (ACHIEVED,)},
    shows=("Outcome", "OutGrade"),
    message="The outcome is 1 (achieved), but the grade is {OutGrade}, which is no pass. Correct the one that is "
    "wrong.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An aim that was achieved must not have the grade FL, U, N, X or Y.

    Fault where: Outcome is 1 and OutGrade is FL, U, N, X or Y.
    """
    return aim.OutGrade in FAILS
