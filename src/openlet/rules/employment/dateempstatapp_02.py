"""An employment status does not begin before August 1990."""

from datetime import date

from openlet.facts.values import is_before
from openlet.ilr.records import Learner, LearnerEmploymentStatus
from openlet.rules.official import official

EARLIEST = date(1990, 8, 1)


@official(
    "DateEmpStatApp_02",
    on="LearnerEmploymentStatus",
    shows=("DateEmpStatApp",),
    message="The employment status applies from {DateEmpStatApp}. No date before 1 August 1990 is accepted: correct "
    "it; a status that has long been so may carry the day before the learner's first start.",
)
def fault(status: LearnerEmploymentStatus, learner: Learner) -> bool:
    """An employment status must apply from 1 August 1990 or later.

    Fault where: DateEmpStatApp is before 1 August 1990.
    """
    return is_before(status.DateEmpStatApp, EARLIEST)
