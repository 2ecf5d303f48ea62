"""The planned learning hours are more than none."""

from openlet.facts.funding import (
    ADULT_SKILLS,
    ADULT_SKILLS_FUND,
    AGED_16_TO_19,
    COMMUNITY_LEARNING,
    NON_FUNDED,
    OTHER_ADULT,
    SKILLS_BOOTCAMPS,
    is_t_level,
)
from openlet.ilr.records import Learner
from openlet.rules.official import official

WITH_HOURS = (
    COMMUNITY_LEARNING, AGED_16_TO_19, ADULT_SKILLS, SKILLS_BOOTCAMPS, ADULT_SKILLS_FUND, OTHER_ADULT, NON_FUNDED,
)  # fmt: skip


@official(
    "PlanLearnHours_02",
    on="Learner",
    shows=("PlanLearnHours",),
    message="The planned learning hours are {PlanLearnHours}. Enter the guided hours planned for this learner in this "
    "year.",
    reads=("LearningDelivery",),
)
def fault(learner: Learner) -> bool:
    """The planned learning hours should be more than 0.

    Fault where: PlanLearnHours is 0 and an aim has funding model 10, 25, 35, 37, 38, 81 or 99.
    Except: T Level programmes (funding model 25 with ProgType 31).
    """
    return learner.PlanLearnHours == 0 and any(
        aim.FundModel in WITH_HOURS and not is_t_level(aim) for aim in learner.LearningDelivery
    )
