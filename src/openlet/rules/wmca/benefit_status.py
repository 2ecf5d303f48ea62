"""The benefit is one that still exists."""

from openlet.facts.given import Given
from openlet.ilr.records import EmploymentStatusMonitoring, Learner, LearnerEmploymentStatus
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE, terms

WITHDRAWN: list[int] = terms()["codes"]["withdrawn_benefits"]


@rule(
    "WMCA_ESMCode_01",
    on="EmploymentStatusMonitoring",
    about="bootcamp learner",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("ESMType", "ESMCode"),
    message="The benefit status ({ESMType}) is {ESMCode}, which is no longer valid. Choose 1, 4, 5 or 6, whichever "
    "the learner receives, or leave it out.",
    source=Source(GUIDE, "Employment Status, item 6", "A-111"),
)
def fault(
    monitoring: EmploymentStatusMonitoring, status: LearnerEmploymentStatus, learner: Learner, given: Given
) -> bool:
    """Benefit status 2 and 3 may no longer be used.

    Fault where: ESMType is BSI and ESMCode is 2 or 3.
    """
    return monitoring.ESMType == "BSI" and monitoring.ESMCode in WITHDRAWN
