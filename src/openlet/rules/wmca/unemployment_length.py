"""An unemployed learner's length of unemployment is there."""

from openlet.facts.given import Given
from openlet.facts.people import monitoring_of
from openlet.ilr.records import Learner, LearnerEmploymentStatus
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE

LOOKING = 11  # not in paid employment, looking for work and available


def lengths(status: LearnerEmploymentStatus, learner: Learner, given: Given) -> tuple[int, ...]:
    """The lengths of unemployment returned."""
    return monitoring_of(status, "LOU")


@rule(
    "WMCA_ESMType_02",
    on="LearnerEmploymentStatus",
    about="bootcamp learner",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("EmpStat", "DateEmpStatApp"),
    also={"LOU": lengths},
    message="The employment status from {DateEmpStatApp} is {EmpStat} (looking for work), and its length of "
    "unemployment (LOU) is {LOU}. Enter how long the learner had been unemployed.",
    source=Source(GUIDE, "Employment Status, item 5", "A-110"),
)
def fault(status: LearnerEmploymentStatus, learner: Learner, given: Given) -> bool:
    """The length of unemployment must be entered on every record with status 11.

    Fault where: EmpStat is 11 and the record has no monitoring of type LOU.
    """
    return status.EmpStat == LOOKING and not monitoring_of(status, "LOU")
