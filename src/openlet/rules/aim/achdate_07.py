"""The achievement date does not lie in the future of the file."""

from openlet.facts.given import Given
from openlet.facts.shown import prepared_on
from openlet.facts.values import is_after
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import PRESENT
from openlet.rules.official import official


@official(
    "AchDate_07",
    on="LearningDelivery",
    where={"AchDate": PRESENT},
    shows=("AchDate",),
    also={"prepared": prepared_on},
    message="The achievement date, {AchDate}, lies after the day on which the file was prepared, {prepared}. Correct "
    "it, or remove it until the day has come.",
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """The achievement date must not lie after the day on which the file was prepared.

    Fault where: AchDate is after the file preparation date of the header.
    """
    return is_after(aim.AchDate, given.prepared)
