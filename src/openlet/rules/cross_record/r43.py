"""A learner has one employment status for a date."""

from openlet.facts.repeats import repeated_status_dates
from openlet.ilr.records import Learner, LearnerEmploymentStatus
from openlet.rules.official import official


@official(
    "R43",
    on="LearnerEmploymentStatus",
    shows=("DateEmpStatApp", "EmpStat"),
    message="There is more than one employment status that applies from {DateEmpStatApp}. Keep the right one, or give "
    "the later one its own date.",
    reads=("LearnerEmploymentStatus",),
)
def fault(status: LearnerEmploymentStatus, learner: Learner) -> bool:
    """Each employment status of a learner must have a date of its own.

    Fault where: a DateEmpStatApp stands on more than one employment status of the learner. It is one finding for each
    such date, on the second of the records.
    """
    return status in repeated_status_dates(learner)
