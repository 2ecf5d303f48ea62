"""Who is self-employed is in paid employment."""

from openlet.facts.employment import IN_PAID_EMPLOYMENT, monitoring_codes
from openlet.facts.values import is_other_than
from openlet.ilr.records import Learner, LearnerEmploymentStatus
from openlet.rules.official import official

SELF_EMPLOYED = "SEI"


@official(
    "ESMType_07",
    on="LearnerEmploymentStatus",
    shows=("EmpStat", "DateEmpStatApp"),
    message="The learner is marked as self-employed (SEI), but the status from {DateEmpStatApp} is {EmpStat}. Enter "
    "10 (in paid employment), or remove SEI.",
)
def fault(status: LearnerEmploymentStatus, learner: Learner) -> bool:
    """A self-employed learner must be in paid employment.

    Fault where: there is a monitoring of type SEI and EmpStat is not 10.
    Read as: a missing EmpStat is the field rules' business.
    """
    return is_other_than(status.EmpStat, (IN_PAID_EMPLOYMENT,)) and SELF_EMPLOYED in monitoring_codes(status)
