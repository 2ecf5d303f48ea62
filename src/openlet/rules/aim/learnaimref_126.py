"""An event aim of a national bootcamp has one date."""

from openlet.facts.programmes import is_event_aim
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "LearnAimRef_126",
    on="LearningDelivery",
    shows=("LearnAimRef", "LearnStartDate", "LearnPlanEndDate", "LearnActEndDate"),
    message="{LearnAimRef} stands for an event of a national Skills Bootcamp; its start, planned end and actual end "
    "must be the same day (they are {LearnStartDate}, {LearnPlanEndDate} and {LearnActEndDate}). WMCA bootcamps use "
    "Z0010211 and Z0010212 instead: check the aim reference.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """The three dates of an event aim of a national Skills Bootcamp must be the same day.

    Fault where: LearnAimRef is Z0059747, Z0059748 or Z0059749 and LearnStartDate, LearnPlanEndDate and LearnActEndDate
    are not all the same.
    Read as: a missing date is not the same as the others.
    """
    return is_event_aim(aim) and not (aim.LearnStartDate == aim.LearnPlanEndDate == aim.LearnActEndDate)
