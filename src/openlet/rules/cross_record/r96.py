"""A learner starts one work placement on a day."""

from openlet.facts.repeats import repeated_placement_starts
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryWorkPlacement
from openlet.rules.official import official


@official(
    "R96",
    on="LearningDeliveryWorkPlacement",
    shows=("WorkPlaceStartDate",),
    message="The learner has more than one work placement that starts on {WorkPlaceStartDate}. Correct the date of one "
    "of them, or keep only the right one.",
    reads=("LearningDeliveryWorkPlacement",),
)
def fault(placement: LearningDeliveryWorkPlacement, aim: LearningDelivery, learner: Learner) -> bool:
    """Each work placement of a learner must start on a day of its own.

    Fault where: a WorkPlaceStartDate stands on more than one work placement of the learner, on one aim or on several.
    It is one finding for each such day, on the second of the records.
    """
    return placement in repeated_placement_starts(learner)
