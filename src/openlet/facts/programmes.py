"""The programmes that the official rules treat apart, and the event aims of national Skills Bootcamps."""

from openlet.facts.funding import APPRENTICESHIP_STANDARD, APPRENTICESHIPS, NON_FUNDED, SKILLS_BOOTCAMPS
from openlet.ilr.records import LearningDelivery

PROGRAMME_AIM, COMPONENT_AIM, SEPARATE_AIM, CORE_AIM = 1, 3, 4, 5  # AimType
SKILLS_BOOTCAMP = 32  # ProgType
EVENT_AIMS = frozenset({"Z0059747", "Z0059748", "Z0059749"})  # LearnAimRef


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
