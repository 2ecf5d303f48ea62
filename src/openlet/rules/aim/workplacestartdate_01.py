"""A work experience aim has a work placement."""

from datetime import date

from openlet.facts.programmes import PLACEMENT_AIMS
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

FIRST_START = date(2014, 8, 1)  # the first start that needs a work placement record


@official(
    "WorkPlaceStartDate_01",
    on="LearningDelivery",
    shows=("LearnAimRef", "LearnStartDate"),
    message="{LearnAimRef}, started on {LearnStartDate}, is a work experience, supported internship or industry "
    "placement aim, but has no work placement record. Add it, or correct the aim reference.",
    reads=("LearningDeliveryWorkPlacement",),
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """A work experience aim must have a work placement record.

    Fault where: LearnAimRef is one of work experience, supported internships or industry placements, LearnStartDate is
    on or after 1 August 2014, and the aim has no LearningDeliveryWorkPlacement.
    """
    if aim.LearnAimRef not in PLACEMENT_AIMS or aim.LearnStartDate is None:
        return False
    return aim.LearnStartDate >= FIRST_START and not aim.LearningDeliveryWorkPlacement
