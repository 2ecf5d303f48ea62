"""Every employment record has a date."""

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearnerEmploymentStatus
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_DateEmpStatApp_01",
    on="LearnerEmploymentStatus",
    about="bootcamp learner",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("DateEmpStatApp", "EmpStat"),
    message="The employment status {EmpStat} applies from {DateEmpStatApp}. Enter the date it applies from; for the "
    "status at the start that is a day before the start.",
    source=Source(GUIDE, "Employment Status, item 3", "A-108"),
    no_pay_if="mandatory_missing",
)
def fault(status: LearnerEmploymentStatus, learner: Learner, given: Given) -> bool:
    """Every employment record must have the date it applies from.

    Fault where: DateEmpStatApp of an employment record is missing.
    """
    return status.DateEmpStatApp is None
