"""Each other employment type is entered once with a status."""

from openlet.facts.employment import monitoring_codes
from openlet.ilr.records import Learner, LearnerEmploymentStatus
from openlet.rules.official import official


def repeated_codes(status: LearnerEmploymentStatus, learner: Learner) -> tuple[int, ...]:
    """The codes of other employment types (OET) that are entered more than once."""
    codes = monitoring_codes(status).get("OET", ())
    return tuple(sorted({code for code in codes if code is not None and codes.count(code) > 1}))


@official(
    "ESMType_20",
    on="LearnerEmploymentStatus",
    shows=("DateEmpStatApp",),
    also={"ESMCode": repeated_codes},
    message="OET {ESMCode} is entered more than once with the employment status from {DateEmpStatApp}. Keep it once.",
    reads=("EmploymentStatusMonitoring",),
)
def fault(status: LearnerEmploymentStatus, learner: Learner) -> bool:
    """Each code of OET must be entered once at most with a status.

    Fault where: the status has two monitoring records of type OET with the same code.
    """
    return bool(repeated_codes(status, learner))
