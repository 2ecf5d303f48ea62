"""An adult's employment before the start is known."""

from datetime import date

from openlet.facts.ages import age_on_31_august_of_start
from openlet.facts.funding import (
    ADULT_SKILLS,
    NON_FUNDED,
    OTHER_ADULT,
    SKILLS_BOOTCAMPS,
    is_apprenticeship,
    is_community_learning,
)
from openlet.facts.people import employment_at_start
from openlet.facts.values import is_before
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

ADULT = 19
SINCE = date(2014, 8, 1)  # starts


@official(
    "EmpStat_08",
    on="LearningDelivery",
    where={"FundModel": (ADULT_SKILLS, SKILLS_BOOTCAMPS, OTHER_ADULT, NON_FUNDED)},
    shows=("LearnStartDate", "FundModel", "ProgType", "DateOfBirth"),
    message="No employment status applies before the start on {LearnStartDate}. Enter the status that the learner had "
    "on the day before, with that day or an earlier one as its date.",
    reads=("LearnerEmploymentStatus",),
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """An employment status dated before the start must be entered for an adult.

    Fault where: the funding model is 35, 37, 81 or 99, the aim started on or after 1 August 2014, the learner is 19 or
    older on 31 August of the year of the start, and no DateEmpStatApp lies before the start.
    Except: apprenticeships; community learning (99 with SOF 108).
    Read as: a status dated on the start itself does not count. The service of 2020-21 also excepted offenders in
    custody (LDM 034); the text no longer does.
    """
    age = age_on_31_august_of_start(aim, learner)
    if age is None or age < ADULT or is_before(aim.LearnStartDate, SINCE):
        return False
    return employment_at_start(aim, learner) is None and not is_apprenticeship(aim) and not is_community_learning(aim)
