"""An adult learner is 19 on 31 August."""

from datetime import date

from openlet.facts.ages import age_on_31_august
from openlet.facts.days import august_31
from openlet.facts.funding import (
    ADULT_SKILLS,
    ADULT_SKILLS_FUND,
    SKILLS_BOOTCAMPS,
    is_apprenticeship,
    is_in_custody,
)
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

ADULT = 19


def day_that_counts(learner: Learner, given: Given) -> date:
    """31 August of the year of the return."""
    return august_31(given.year.first_day)


@official(
    "DateOfBirth_25",
    on="Learner",
    shows=("DateOfBirth",),
    also={"Age": age_on_31_august, "Day": day_that_counts},
    message="The learner, born on {DateOfBirth}, was {Age} on {Day}. Adult skills and Skills Bootcamp learners must "
    "be 19 or older on that day: check the date of birth; if it is right, the learner cannot be returned on this "
    "funding.",
    reads=("LearningDelivery",),
)
def fault(learner: Learner, given: Given) -> bool:
    """An adult learner must be 19 or older on 31 August of the year of the return.

    Fault where: an aim has funding model 35 (outside apprenticeships), 37 or 38 and the learner is under 19 on that
    day.
    Except: aims of offenders in custody (LDM 034).
    Read as: the age on the start does not matter here, even where the contract tests it then.
    """
    age = age_on_31_august(learner, given)
    return age is not None and age < ADULT and any(is_for_adults(aim) for aim in learner.LearningDelivery)


def is_for_adults(aim: LearningDelivery) -> bool:
    """Whether the aim is adult provision that this rule is about."""
    if is_in_custody(aim):
        return False
    if aim.FundModel == ADULT_SKILLS:
        return not is_apprenticeship(aim)
    return aim.FundModel in (SKILLS_BOOTCAMPS, ADULT_SKILLS_FUND)
