"""An aim that has ended has an outcome."""

from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "Outcome_12",
    on="LearningDelivery",
    where={"Outcome": (None,)},
    shows=("Outcome", "LearnActEndDate"),
    message="The aim ended on {LearnActEndDate}, but the outcome is missing. Enter it: 1 achieved, 3 not achieved, 8 "
    "learning complete and outcome not yet known.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An aim with an actual end date must have an outcome.

    Fault where: LearnActEndDate is returned and Outcome is missing.
    Read as: new at version 3 of 2025-26; national Skills Bootcamps are no exception.
    """
    return aim.LearnActEndDate is not None
