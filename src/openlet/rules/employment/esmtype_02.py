"""Who is in paid employment says for how many hours."""

from datetime import date

from openlet.facts.employment import IN_PAID_EMPLOYMENT, monitoring_codes
from openlet.facts.values import is_before
from openlet.ilr.records import Learner, LearnerEmploymentStatus
from openlet.rules.official import official

INTENSITY = "EII"
SINCE = date(2012, 8, 1)


@official(
    "ESMType_02",
    on="LearnerEmploymentStatus",
    where={"EmpStat": (IN_PAID_EMPLOYMENT,)},
    shows=("EmpStat", "DateEmpStatApp"),
    message="The learner is in paid employment from {DateEmpStatApp}, but the hours a week are missing. Enter EII "
    "with the code of the learner's hours.",
)
def fault(status: LearnerEmploymentStatus, learner: Learner) -> bool:
    """The hours a week (EII) of a learner in paid employment must be entered.

    Fault where: EmpStat is 10, DateEmpStatApp is on or after 1 August 2012, and there is no monitoring of type EII.
    """
    since = status.DateEmpStatApp
    return since is not None and not is_before(since, SINCE) and INTENSITY not in monitoring_codes(status)
