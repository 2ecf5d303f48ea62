"""A work placement does not outlast its aim."""

from openlet.facts.values import is_after
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryWorkPlacement
from openlet.rules.official import official


@official(
    "WorkPlaceEndDate_02",
    on="LearningDeliveryWorkPlacement",
    shows=("WorkPlaceEndDate", "LearnActEndDate"),
    message="The work placement ends on {WorkPlaceEndDate}, after the aim ended on {LearnActEndDate}. Correct the "
    "one that is wrong.",
)
def fault(placement: LearningDeliveryWorkPlacement, aim: LearningDelivery, learner: Learner) -> bool:
    """A work placement must not end after its aim.

    Fault where: WorkPlaceEndDate is after LearnActEndDate.
    """
    return is_after(placement.WorkPlaceEndDate, aim.LearnActEndDate)
