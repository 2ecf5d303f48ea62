"""Who works for a small or medium employer is in paid employment."""

from openlet.facts.employment import IN_PAID_EMPLOYMENT, monitoring_codes
from openlet.ilr.records import Learner, LearnerEmploymentStatus
from openlet.rules.official import official

SMALL_OR_MEDIUM = 2  # OET


@official(
    "ESMType_19",
    on="LearnerEmploymentStatus",
    shows=("EmpStat", "DateEmpStatApp"),
    message="A small or medium employer is entered (OET 2), but the status from {DateEmpStatApp} is {EmpStat}. Enter "
    "10 (in paid employment), or remove OET 2.",
    reads=("EmploymentStatusMonitoring",),
)
def fault(status: LearnerEmploymentStatus, learner: Learner) -> bool:
    """OET 2 (small or medium employer) must be used only for a learner in paid employment.

    Fault where: there is a monitoring OET 2 and EmpStat is not 10.
    Read as: a missing EmpStat is at fault, as the text says.
    """
    return status.EmpStat != IN_PAID_EMPLOYMENT and SMALL_OR_MEDIUM in monitoring_codes(status).get("OET", ())
