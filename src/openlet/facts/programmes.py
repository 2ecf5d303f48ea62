"""The programmes that the official rules treat apart, and the event aims of national Skills Bootcamps."""

from datetime import date

from openlet.facts.funding import (
    AGED_16_TO_19,
    APPRENTICESHIP_STANDARD,
    APPRENTICESHIPS,
    COMMUNITY_LEARNING,
    NON_FUNDED,
    OTHER_16_TO_19,
    SKILLS_BOOTCAMPS,
)
from openlet.ilr.records import LearningDelivery

PROGRAMME_AIM, COMPONENT_AIM, SEPARATE_AIM, CORE_AIM = 1, 3, 4, 5  # AimType
SKILLS_BOOTCAMP = 32  # ProgType
EVENT_AIMS = frozenset({"Z0059747", "Z0059748", "Z0059749"})  # LearnAimRef
INDUSTRY_PLACEMENT = "ZWRKX002"  # LearnAimRef
PLACEMENT_AIMS = frozenset(
    {"Z0007834", "Z0007835", "Z0007836", "Z0007837", "Z0007838", "Z0002347", "ZWRKX001", INDUSTRY_PLACEMENT}
)  # LearnAimRef of work experience, supported internships and industry placements
# FundModel without learning support funding, adjustment for prior learning and employment outcome
OUTSIDE_THE_FORMULA = (COMMUNITY_LEARNING, AGED_16_TO_19, OTHER_16_TO_19, NON_FUNDED)
FUND_FROM = date(2024, 8, 1)  # the first start that the Adult Skills Fund (funding models 38 and 11) pays for


def is_skills_bootcamp(aim: LearningDelivery) -> bool:
    """Whether the aim is a Skills Bootcamp that is paid nationally: funding model 37, programme type 32."""
    return aim.FundModel == SKILLS_BOOTCAMPS and aim.ProgType == SKILLS_BOOTCAMP


def is_standard_programme(aim: LearningDelivery) -> bool:
    """Whether the aim is the programme aim of an apprenticeship standard, funded as one or not funded."""
    return (
        aim.AimType == PROGRAMME_AIM
        and aim.FundModel in (APPRENTICESHIPS, NON_FUNDED)
        and aim.ProgType == APPRENTICESHIP_STANDARD
    )


def is_event_aim(aim: LearningDelivery) -> bool:
    """Whether the aim stands for an event of a national Skills Bootcamp, such as an interview."""
    return aim.LearnAimRef in EVENT_AIMS


def started_under_the_fund(aim: LearningDelivery) -> bool:
    """Whether the aim started on or after 1 August 2024, so that the Adult Skills Fund pays for it."""
    return aim.LearnStartDate is not None and aim.LearnStartDate >= FUND_FROM


def started_before_the_fund(aim: LearningDelivery) -> bool:
    """Whether the aim started before 1 August 2024, under the adult education budget."""
    return aim.LearnStartDate is not None and aim.LearnStartDate < FUND_FROM
