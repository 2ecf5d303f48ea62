"""Who is out of work has no weekly hours and is not self-employed."""

from datetime import date

from openlet.facts.employment import LOOKING_FOR_WORK, NOT_LOOKING_FOR_WORK, monitoring_codes
from openlet.facts.values import is_before
from openlet.ilr.records import Learner, LearnerEmploymentStatus
from openlet.rules.official import official

OF_THE_EMPLOYED = ("EII", "SEI")  # weekly hours, self-employed
SINCE = date(2013, 8, 1)


@official(
    "ESMType_12",
    on="LearnerEmploymentStatus",
    where={"EmpStat": (LOOKING_FOR_WORK, NOT_LOOKING_FOR_WORK)},
    shows=("EmpStat", "DateEmpStatApp"),
    message="The status from {DateEmpStatApp} is {EmpStat}, not in paid employment, but weekly hours (EII) or "
    "self-employment (SEI) are entered with it. Remove them, or correct the status.",
)
def fault(status: LearnerEmploymentStatus, learner: Learner) -> bool:
    """Weekly hours (EII) and self-employment (SEI) must be left out for a learner who is out of work.

    Fault where: EmpStat is 11 or 12, DateEmpStatApp is on or after 1 August 2013, and there is a monitoring of type EII
    or SEI.
    """
    since = status.DateEmpStatApp
    if since is None or is_before(since, SINCE):
        return False
    return any(kind in monitoring_codes(status) for kind in OF_THE_EMPLOYED)
