"""A work placement does not start before its aim."""

from openlet.facts.values import is_before
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryWorkPlacement
from openlet.rules.official import official


@official(
    "WorkPlaceStartDate_02",
    on="LearningDeliveryWorkPlacement",
    shows=("WorkPlaceStartDate", "LearnStartDate"),
    message="The work placement starts on {WorkPlaceStartDate}, before the aim starts on {LearnStartDate}. Correct "
    "the one that is wrong.",
)
def fault(placement: LearningDeliveryWorkPlacement, aim: LearningDelivery, learner: Learner) -> bool:
    """A work placement must not start before its aim.

    Fault where: WorkPlaceStartDate is before LearnStartDate.
    """
    return is_before(placement.WorkPlaceStartDate, aim.LearnStartDate)
