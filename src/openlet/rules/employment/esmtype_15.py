"""Most types of employment monitoring are entered once with a status."""

from openlet.facts.employment import monitoring_codes
from openlet.ilr.records import Learner, LearnerEmploymentStatus
from openlet.rules.official import official

ONCE = ("SEI", "EII", "LOU", "LOE", "BSI", "PEI", "SEM")


def repeated_types(status: LearnerEmploymentStatus, learner: Learner) -> tuple[str, ...]:
    """The types that are entered more than once though once is all that is allowed."""
    codes = monitoring_codes(status)
    return tuple(kind for kind in ONCE if len(codes.get(kind, ())) > 1)


@official(
    "ESMType_15",
    on="LearnerEmploymentStatus",
    shows=("DateEmpStatApp",),
    also={"ESMType": repeated_types},
    message="{ESMType} is entered more than once with the employment status from {DateEmpStatApp}. Keep the right one "
    "of each; if something changed, enter a new status with its own date.",
)
def fault(status: LearnerEmploymentStatus, learner: Learner) -> bool:
    """SEI, EII, LOU, LOE, BSI, PEI and SEM must be entered once at most with a status.

    Fault where: the status has more than one monitoring of one of these types.
    """
    return len(status.EmploymentStatusMonitoring) > 1 and bool(repeated_types(status, learner))
