"""A restart has its original start date."""

from openlet.facts.given import Given
from openlet.facts.spells import is_restart
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_OrigLearnStartDate_01",
    on="LearningDelivery",
    about="bootcamp aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("OrigLearnStartDate", "LearnStartDate"),
    message="The aim is a restart from {LearnStartDate}, and its original start date is {OrigLearnStartDate}. Enter "
    "the day the learner first started, which lies before the restart.",
    source=Source(GUIDE, "Learning Delivery: Learning Information, item 10", "A-076"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """A restart must have the date on which the learner first started.

    Fault where: RES is 1 and OrigLearnStartDate is missing, or is after LearnStartDate.
    Read as: the dates of the restart aim itself count for the 80 % and for Milestone 3, unless the reading
    restart_basis says otherwise (AMB-15).
    """
    original, start = aim.OrigLearnStartDate, aim.LearnStartDate
    if not is_restart(aim):
        return False
    return original is None or (start is not None and original > start)
