"""Whether a learner is on benefits when an aim starts, as the official rules tell it."""

from openlet.facts.employment import IN_PAID_EMPLOYMENT, LOOKING_FOR_WORK, NOT_LOOKING_FOR_WORK
from openlet.facts.funding import ADULT_SKILLS
from openlet.facts.people import employment_on, monitoring_of
from openlet.ilr.records import Learner, LearningDelivery

JOBSEEKERS_ALLOWANCE = 1  # BSI
OTHER_BENEFITS = (4, 5, 6)  # BSI: universal credit and other state benefits
STATE_BENEFITS = (3, 4, 6)  # BSI: universal credit and state benefits other than those of their own
FEW_HOURS = (2, 5, 6)  # EII: less than 16 hours a week, in the lists of all years


def is_on_benefits(aim: LearningDelivery, learner: Learner) -> bool:
    """Whether the learner is on active benefits at the start of an adult skills aim (official derived data DD38).

    It is told from the employment status that applies on the start day: jobseeker's allowance, or another benefit while
    out of work or working few hours. Only aims with funding model 35 count.
    """
    if aim.FundModel != ADULT_SKILLS or aim.LearnStartDate is None:
        return False
    status = employment_on(learner, aim.LearnStartDate)
    if status is None:
        return False
    benefits = monitoring_of(status, "BSI")
    if JOBSEEKERS_ALLOWANCE in benefits:
        return True
    if not any(benefit in OTHER_BENEFITS for benefit in benefits):
        return False
    few_hours = any(hours in FEW_HOURS for hours in monitoring_of(status, "EII"))
    return status.EmpStat in (LOOKING_FOR_WORK, NOT_LOOKING_FOR_WORK) or (
        status.EmpStat == IN_PAID_EMPLOYMENT and few_hours
    )


def is_unemployed_with_benefits(aim: LearningDelivery, learner: Learner) -> bool:
    """Whether the learner is out of work on other state benefits at the start of an adult skills aim (DD21).

    BSI 3 or 4, and 6, which came in the place of 3 in August 2020.
    """
    if aim.FundModel != ADULT_SKILLS or aim.LearnStartDate is None:
        return False
    status = employment_on(learner, aim.LearnStartDate)
    if status is None or status.EmpStat not in (LOOKING_FOR_WORK, NOT_LOOKING_FOR_WORK):
        return False
    return any(benefit in STATE_BENEFITS for benefit in monitoring_of(status, "BSI"))
