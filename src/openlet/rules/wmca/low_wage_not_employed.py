"""DAM 010 stands only on employed learners."""

from openlet.facts.aims import has_fam
from openlet.facts.given import Given
from openlet.facts.people import employment_at_start
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE, terms

EMPLOYED = 10
LOW_WAGE: str = terms()["codes"]["low_wage_dam"]


def status_before(aim: LearningDelivery, learner: Learner, given: Given) -> int | None:
    """The employment status in force before the start."""
    status = employment_at_start(aim, learner)
    return status.EmpStat if status else None


@rule(
    "WMCA_LearnDelFAMType_05",
    on="LearningDelivery",
    about="bootcamp aim",
    needs=("contract",),
    severity=Severity.TO_DO,
    priority=5,
    shows=("LearnAimRef", "LearnStartDate"),
    also={"EmpStat": status_before},
    message="{LearnAimRef} carries DAM 010 (low waged), but the employment status before the start on "
    "{LearnStartDate} is {EmpStat}. Remove DAM 010, or correct the status.",
    source=Source(GUIDE, "Learning Delivery: Funding and Monitoring, item 3", "A-081"),
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """DAM 010 is only for learners who are employed.

    Fault where: a bootcamp aim has DAM 010 and the employment status before its start is not 10.
    Except: where there is no status before the start, which is NP-10.
    Read as: a warning only: it never stops payment (AMB-17).
    """
    status = employment_at_start(aim, learner)
    return status is not None and status.EmpStat != EMPLOYED and has_fam(aim, "DAM", LOW_WAGE)
