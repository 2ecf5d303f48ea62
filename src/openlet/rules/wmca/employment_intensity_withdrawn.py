"""The hours of work are a band that still exists."""

from openlet.facts.given import Given
from openlet.ilr.records import EmploymentStatusMonitoring, Learner, LearnerEmploymentStatus
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE, terms

WITHDRAWN: list[int] = terms()["codes"]["withdrawn_intensities"]


@rule(
    "WMCA_ESMCode_02",
    on="EmploymentStatusMonitoring",
    about="bootcamp learner",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("ESMType", "ESMCode"),
    message="The employment intensity ({ESMType}) is {ESMCode}, which is no longer valid. Choose the band of hours "
    "from 5 to 8 that fits.",
    source=Source(GUIDE, "Employment Status, item 7", "A-112"),
)
def fault(
    monitoring: EmploymentStatusMonitoring, status: LearnerEmploymentStatus, learner: Learner, given: Given
) -> bool:
    """Employment intensity 1 to 4 may no longer be used.

    Fault where: ESMType is EII and ESMCode is 1, 2, 3 or 4.
    """
    return monitoring.ESMType == "EII" and monitoring.ESMCode in WITHDRAWN
