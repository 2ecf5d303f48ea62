"""A work placement does not end before it starts."""

from openlet.facts.values import is_before
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryWorkPlacement
from openlet.rules.official import official


@official(
    "WorkPlaceEndDate_01",
    on="LearningDeliveryWorkPlacement",
    shows=("WorkPlaceStartDate", "WorkPlaceEndDate"),
    message="The work placement ends on {WorkPlaceEndDate}, before it starts on {WorkPlaceStartDate}. Correct the "
    "one that is wrong.",
)
def fault(placement: LearningDeliveryWorkPlacement, aim: LearningDelivery, learner: Learner) -> bool:
    """A work placement must not end before it starts.

    Fault where: WorkPlaceEndDate is before WorkPlaceStartDate.
    """
    return is_before(placement.WorkPlaceEndDate, placement.WorkPlaceStartDate)
