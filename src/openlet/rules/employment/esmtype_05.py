"""Who is in paid employment has no length of unemployment."""

from openlet.facts.employment import IN_PAID_EMPLOYMENT, monitoring_codes
from openlet.ilr.records import Learner, LearnerEmploymentStatus
from openlet.rules.official import official

UNEMPLOYED_FOR = "LOU"


@official(
    "ESMType_05",
    on="LearnerEmploymentStatus",
    where={"EmpStat": (IN_PAID_EMPLOYMENT,)},
    shows=("EmpStat", "DateEmpStatApp"),
    message="The learner is in paid employment from {DateEmpStatApp}, but a length of unemployment (LOU) is entered "
    "with it. Remove LOU, or correct the status.",
)
def fault(status: LearnerEmploymentStatus, learner: Learner) -> bool:
    """The length of unemployment (LOU) must be left out for a learner in paid employment.

    Fault where: EmpStat is 10 and there is a monitoring of type LOU.
    """
    return UNEMPLOYED_FOR in monitoring_codes(status)
