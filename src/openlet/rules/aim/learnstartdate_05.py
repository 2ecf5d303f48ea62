"""Nobody starts before being born."""

from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "LearnStartDate_05",
    on="LearningDelivery",
    shows=("LearnStartDate", "DateOfBirth"),
    message="The aim starts on {LearnStartDate}, but the learner's date of birth is {DateOfBirth}. Correct the one "
    "that is wrong.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """The start must lie after the learner's date of birth.

    Fault where: DateOfBirth is on or after LearnStartDate.
    """
    born, start = learner.DateOfBirth, aim.LearnStartDate
    return born is not None and start is not None and born >= start
