"""An aim that is over has an outcome."""

from openlet.facts.completion import CONTINUING
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "CompStatus_04",
    on="LearningDelivery",
    shows=("CompStatus", "Outcome"),
    message="The completion status is {CompStatus}, so the aim is over, but the outcome is missing. Enter it: 1 "
    "achieved, 3 not achieved, 8 learning complete and outcome not yet known.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An aim that is over must have an outcome.

    Fault where: Outcome is missing and CompStatus is not 1.
    Read as: a missing CompStatus is the layout's business.
    """
    return aim.Outcome is None and is_other_than(aim.CompStatus, (CONTINUING,))
