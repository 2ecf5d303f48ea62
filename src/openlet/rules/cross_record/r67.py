"""An aim has one work placement for a start date and employer."""

from openlet.facts.repeats import repeated_work_placements
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryWorkPlacement
from openlet.rules.official import official


@official(
    "R67",
    on="LearningDeliveryWorkPlacement",
    shows=("WorkPlaceStartDate", "WorkPlaceEmpId"),
    message="The aim has more than one work placement that starts on {WorkPlaceStartDate} with employer "
    "{WorkPlaceEmpId}. Keep one of them.",
    reads=("LearningDeliveryWorkPlacement",),
)
def fault(placement: LearningDeliveryWorkPlacement, aim: LearningDelivery, learner: Learner) -> bool:
    """Each work placement of an aim must have its own start date or employer.

    Fault where: a WorkPlaceStartDate stands with the same WorkPlaceEmpId on more than one work placement of the aim; no
    employer counts as the same employer. It is one finding for each such pair, on the second of the records.
    """
    return placement in repeated_work_placements(aim)
