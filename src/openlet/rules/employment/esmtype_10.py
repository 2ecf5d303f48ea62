"""Who is out of work has no length of employment."""

from openlet.facts.employment import LOOKING_FOR_WORK, NOT_LOOKING_FOR_WORK, monitoring_codes
from openlet.ilr.records import Learner, LearnerEmploymentStatus
from openlet.rules.official import official

EMPLOYED_FOR = "LOE"


@official(
    "ESMType_10",
    on="LearnerEmploymentStatus",
    where={"EmpStat": (LOOKING_FOR_WORK, NOT_LOOKING_FOR_WORK)},
    shows=("EmpStat", "DateEmpStatApp"),
    message="The status from {DateEmpStatApp} is {EmpStat}, not in paid employment, but a length of employment (LOE) "
    "is entered with it. Remove LOE, or correct the status.",
)
def fault(status: LearnerEmploymentStatus, learner: Learner) -> bool:
    """The length of employment (LOE) must be left out for a learner who is out of work.

    Fault where: EmpStat is 11 or 12 and there is a monitoring of type LOE.
    """
    return EMPLOYED_FOR in monitoring_codes(status)
