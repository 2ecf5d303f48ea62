"""A grade comes with the outcome."""

from openlet.facts.completion import NOT_YET_KNOWN
from openlet.facts.values import is_blank
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "OutGrade_04",
    on="LearningDelivery",
    where={"Outcome": (None, NOT_YET_KNOWN)},
    shows=("Outcome", "OutGrade"),
    message="The grade is {OutGrade}, but the outcome is {Outcome}: it is not known yet. Enter the outcome, or "
    "remove the grade until it is known.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """A grade must not be returned while the outcome is not known.

    Fault where: OutGrade is returned and Outcome is missing or 8.
    """
    return not is_blank(aim.OutGrade)
