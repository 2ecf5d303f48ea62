"""An employment status differs from the one before it."""

from openlet.facts.repeats import statuses_without_news
from openlet.ilr.records import Learner, LearnerEmploymentStatus
from openlet.rules.official import official


@official(
    "R97",
    on="LearnerEmploymentStatus",
    shows=("EmpStat", "DateEmpStatApp", "EmpId"),
    message="The employment status from {DateEmpStatApp} says nothing new: status {EmpStat}, the employer and the "
    "monitoring codes are those of the record before it. Remove it, or enter what has changed.",
    reads=("LearnerEmploymentStatus",),
)
def fault(status: LearnerEmploymentStatus, learner: Learner) -> bool:
    """An employment status should only be returned when something has changed.

    Fault where: of the learner's employment statuses in the order of their dates, one has the same EmpStat, EmpId
    and monitoring types and codes as the one before it.
    Except: statuses of the same date, which are for R43.
    Read as: no employer is the same as no employer; the order of the monitoring records does not matter.
    """
    return status in statuses_without_news(learner)
