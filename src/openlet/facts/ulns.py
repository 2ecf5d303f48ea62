"""Until when the national service accepts 9999999999, the ULN of learners who have none yet."""

from datetime import date

from openlet.facts.aims import has_fam
from openlet.facts.funding import (
    ADULT_SKILLS,
    ADULT_SKILLS_FUND,
    AGED_16_TO_19,
    APPRENTICESHIPS,
    EUROPEAN_SOCIAL_FUND,
    NON_FUNDED,
    OTHER_16_TO_19,
    OTHER_ADULT,
    SKILLS_BOOTCAMPS,
    is_in_custody,
    is_levy_funded,
)
from openlet.facts.given import Given
from openlet.ilr.records import LearningDelivery

AGENCY_FUNDED = (
    AGED_16_TO_19, ADULT_SKILLS, APPRENTICESHIPS, SKILLS_BOOTCAMPS, ADULT_SKILLS_FUND, EUROPEAN_SOCIAL_FUND,
    OTHER_ADULT, OTHER_16_TO_19,
)  # fmt: skip
SHORTEST = 5  # days from the start to the planned or actual end from which on an aim needs a ULN
TIME_TO_FIND_ONE = 60  # days from the start to the day the file was prepared


def is_prepared_from_january(given: Given) -> bool:
    """Whether the file was prepared on or after 1 January of its year."""
    return given.prepared >= date(given.year.last_day.year, 1, 1)


def needs_uln(aim: LearningDelivery, given: Given) -> bool:
    """Whether learning on an aim needs a real ULN: funded, at least five days, in a file prepared from 1 January.

    Offenders in custody and apprenticeships under a contract with the employer do not (rules ULN_06, ULN_07).
    """
    funded = aim.FundModel in AGENCY_FUNDED or (aim.FundModel == NON_FUNDED and has_fam(aim, "ADL", "1"))
    if not funded or not is_prepared_from_january(given) or is_in_custody(aim) or is_levy_funded(aim):
        return False
    start, ends = aim.LearnStartDate, (aim.LearnPlanEndDate, aim.LearnActEndDate)
    return start is not None and any(end is not None and (end - start).days >= SHORTEST for end in ends)


def had_time_to_find_uln(aim: LearningDelivery, given: Given) -> bool:
    """Whether the file was prepared more than 60 days after the aim's start."""
    return aim.LearnStartDate is not None and (given.prepared - aim.LearnStartDate).days > TIME_TO_FIND_ONE
