"""Only a work experience aim has a work placement."""

from openlet.facts.programmes import PLACEMENT_AIMS
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

WITH_PLACEMENT = PLACEMENT_AIMS | {"ZWRKX003"}  # LearnAimRef


@official(
    "WorkPlaceStartDate_03",
    on="LearningDelivery",
    shows=("LearnAimRef",),
    message="{LearnAimRef} is no work experience aim, but has a work placement record. Remove the record, or correct "
    "the aim reference.",
    reads=("LearningDeliveryWorkPlacement",),
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An aim that is not work experience must not have a work placement record.

    Fault where: the aim has a LearningDeliveryWorkPlacement and LearnAimRef is not one of work experience, supported
    internships or industry placements.
    Read as: one message for an aim, however many placements it has.
    """
    return bool(aim.LearningDeliveryWorkPlacement) and is_other_than(aim.LearnAimRef, WITH_PLACEMENT)
