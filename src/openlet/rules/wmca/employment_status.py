"""Every employment record has a status."""

from openlet.facts.given import Given
from openlet.facts.values import is_listed
from openlet.ilr.records import Learner, LearnerEmploymentStatus
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_EmpStat_02",
    on="LearnerEmploymentStatus",
    about="bootcamp learner",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=4,
    shows=("EmpStat", "DateEmpStatApp"),
    message="The employment status that applies from {DateEmpStatApp} is {EmpStat}. Enter 10, 11, 12 or, if it is not "
    "known, 98.",
    source=Source(GUIDE, "Employment Status, item 2", "A-106"),
    no_pay_if="mandatory_missing",
)
def fault(status: LearnerEmploymentStatus, learner: Learner, given: Given) -> bool:
    """Every employment record must have a status.

    Fault where: EmpStat of an employment record is missing or not a code of the year's list.
    Read as: 98, not known, is a code; at the start of a bootcamp it is NP-10.
    """
    return not is_listed("EmpStat", status.EmpStat, given.year)
