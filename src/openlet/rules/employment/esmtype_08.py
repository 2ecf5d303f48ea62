"""Who looks for work says for how long."""

from datetime import date

from openlet.facts.employment import LOOKING_FOR_WORK, monitoring_codes
from openlet.facts.funding import AGED_16_TO_19, OTHER_16_TO_19, SKILLS_BOOTCAMPS
from openlet.facts.values import is_before
from openlet.ilr.records import Learner, LearnerEmploymentStatus
from openlet.rules.official import official

UNEMPLOYED_FOR = "LOU"
SINCE = date(2012, 8, 1)
WITHOUT = (AGED_16_TO_19, SKILLS_BOOTCAMPS, OTHER_16_TO_19)  # FundModel


@official(
    "ESMType_08",
    on="LearnerEmploymentStatus",
    where={"EmpStat": (LOOKING_FOR_WORK,)},
    shows=("EmpStat", "DateEmpStatApp"),
    message="The learner is out of work and looking for some from {DateEmpStatApp}, but the length of unemployment is "
    "missing. Enter LOU with the code of how long.",
    reads=("LearningDelivery",),
)
def fault(status: LearnerEmploymentStatus, learner: Learner) -> bool:
    """The length of unemployment (LOU) of a learner who looks for work must be entered.

    Fault where: EmpStat is 11, DateEmpStatApp is on or after 1 August 2012, and there is no monitoring of type LOU.
    Except: the learner has an aim with funding model 25, 37 or 82.
    Read as: any such aim excepts all statuses of the learner, as in the service of 2020-21; the text speaks of statuses
    "that apply to" such aims.
    """
    since = status.DateEmpStatApp
    if since is None or is_before(since, SINCE) or UNEMPLOYED_FOR in monitoring_codes(status):
        return False
    return not any(aim.FundModel in WITHOUT for aim in learner.LearningDelivery)
