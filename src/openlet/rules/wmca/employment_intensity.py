"""Only employed learners have hours of work."""

from openlet.facts.given import Given
from openlet.ilr.records import EmploymentStatusMonitoring, Learner, LearnerEmploymentStatus
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE

EMPLOYED = 10


@rule(
    "WMCA_ESMType_03",
    on="EmploymentStatusMonitoring",
    about="bootcamp learner",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("ESMType", "ESMCode", "EmpStat"),
    message="The employment intensity ({ESMType} {ESMCode}) stands on employment status {EmpStat}. Remove it, or "
    "change the status to 10 if the learner was in paid work.",
    source=Source(GUIDE, "Employment Status, item 7", "A-112"),
)
def fault(
    monitoring: EmploymentStatusMonitoring, status: LearnerEmploymentStatus, learner: Learner, given: Given
) -> bool:
    """The employment intensity is only for learners in paid work.

    Fault where: ESMType is EII and the employment status of the record is not 10.
    Except: a record without a status, which has a rule of its own.
    """
    return monitoring.ESMType == "EII" and status.EmpStat not in (None, EMPLOYED)
