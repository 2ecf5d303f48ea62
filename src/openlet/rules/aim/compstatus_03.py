"""An aim without an actual end continues."""

from openlet.facts.completion import CONTINUING
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "CompStatus_03",
    on="LearningDelivery",
    shows=("CompStatus", "LearnActEndDate"),
    message="The completion status is {CompStatus}, so the aim is over, but the actual end date is missing. Enter "
    "the last day of learning, or 1 if the learner continues.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An aim without an actual end date must have the completion status 1.

    Fault where: LearnActEndDate is missing and CompStatus is not 1.
    Read as: a missing CompStatus is the layout's business.
    """
    return aim.LearnActEndDate is None and is_other_than(aim.CompStatus, (CONTINUING,))
