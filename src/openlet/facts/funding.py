"""How an aim is funded, and which programme it belongs to, as the official rules tell it (``spec/codes.csv``)."""

from openlet.facts.aims import has_fam
from openlet.ilr.records import Learner, LearningDelivery

# FundModel
COMMUNITY_LEARNING = 10
TAILORED_LEARNING = 11
AGED_16_TO_19 = 25
ADULT_SKILLS = 35
APPRENTICESHIPS = 36
SKILLS_BOOTCAMPS = 37
ADULT_SKILLS_FUND = 38
EUROPEAN_SOCIAL_FUND = 70
OTHER_ADULT = 81
OTHER_16_TO_19 = 82
NON_FUNDED = 99

# ProgType
APPRENTICESHIP_STANDARD = 25
T_LEVEL = 31


def is_apprenticeship(aim: LearningDelivery) -> bool:
    """Whether the aim is part of an apprenticeship (official derived data DD07)."""
    return aim.ProgType == APPRENTICESHIP_STANDARD


def is_t_level(aim: LearningDelivery) -> bool:
    """Whether the aim is part of a T Level programme funded for ages 16 to 19."""
    return aim.FundModel == AGED_16_TO_19 and aim.ProgType == T_LEVEL


def is_community_learning(aim: LearningDelivery) -> bool:
    """Whether the aim is community learning: funding model 10, or 99 with source of funding 108 (local authority)."""
    return aim.FundModel == COMMUNITY_LEARNING or (aim.FundModel == NON_FUNDED and has_fam(aim, "SOF", "108"))


def is_only_community_learning(learner: Learner) -> bool:
    """Whether the learner has aims and every one of them is community learning."""
    return bool(learner.LearningDelivery) and all(is_community_learning(aim) for aim in learner.LearningDelivery)


def is_in_custody(aim: LearningDelivery) -> bool:
    """Whether the aim is learning of an offender in custody (OLASS: LDM 034)."""
    return has_fam(aim, "LDM", "034")


def is_levy_funded(aim: LearningDelivery) -> bool:
    """Whether the aim is an apprenticeship under a contract with the employer (ACT 1)."""
    return has_fam(aim, "ACT", "1")
