"""Who is in paid employment has not been made redundant."""

from openlet.facts.employment import IN_PAID_EMPLOYMENT, monitoring_codes
from openlet.ilr.records import Learner, LearnerEmploymentStatus
from openlet.rules.official import official

REDUNDANT = 1  # OET


@official(
    "ESMType_18",
    on="LearnerEmploymentStatus",
    where={"EmpStat": (IN_PAID_EMPLOYMENT,)},
    shows=("EmpStat", "DateEmpStatApp"),
    message="The learner is in paid employment from {DateEmpStatApp}, but is marked as made redundant (OET 1). Remove "
    "OET 1, or correct the status.",
    reads=("EmploymentStatusMonitoring",),
)
def fault(status: LearnerEmploymentStatus, learner: Learner) -> bool:
    """OET 1 (made redundant) must be left out for a learner in paid employment.

    Fault where: EmpStat is 10 and there is a monitoring OET 1.
    """
    return REDUNDANT in monitoring_codes(status).get("OET", ())
