"""The original start lies before the start."""

from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "OrigLearnStartDate_02",
    on="LearningDelivery",
    shows=("LearnStartDate", "OrigLearnStartDate"),
    message="The original start, {OrigLearnStartDate}, does not lie before the start of this aim, {LearnStartDate}. "
    "Enter the day on which the learner first started, or remove it if this is no restart.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """The original start must lie before the start.

    Fault where: OrigLearnStartDate is on or after LearnStartDate.
    """
    original, start = aim.OrigLearnStartDate, aim.LearnStartDate
    return original is not None and start is not None and original >= start
