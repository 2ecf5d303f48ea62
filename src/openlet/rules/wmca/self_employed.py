"""Only employed learners are self-employed."""

from openlet.facts.given import Given
from openlet.ilr.records import EmploymentStatusMonitoring, Learner, LearnerEmploymentStatus
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE

EMPLOYED = 10


@rule(
    "WMCA_ESMType_01",
    on="EmploymentStatusMonitoring",
    about="bootcamp learner",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("ESMType", "EmpStat"),
    message="The self-employment indicator ({ESMType}) stands on employment status {EmpStat}. Remove it, or change "
    "the status to 10 if the learner was in paid work.",
    source=Source(GUIDE, "Employment Status, item 4", "A-109"),
)
def fault(
    monitoring: EmploymentStatusMonitoring, status: LearnerEmploymentStatus, learner: Learner, given: Given
) -> bool:
    """The self-employment indicator is only for learners in paid work.

    Fault where: ESMType is SEI and the employment status of the record is not 10.
    Except: a record without a status, which has a rule of its own.
    """
    return monitoring.ESMType == "SEI" and status.EmpStat not in (None, EMPLOYED)
