"""A funded learner has a date of birth."""

from openlet.facts.funding import (
    ADULT_SKILLS,
    ADULT_SKILLS_FUND,
    AGED_16_TO_19,
    APPRENTICESHIPS,
    OTHER_16_TO_19,
    OTHER_ADULT,
    SKILLS_BOOTCAMPS,
    is_in_custody,
)
from openlet.ilr.records import Learner
from openlet.rules.official import official

FUNDED = (
    AGED_16_TO_19, ADULT_SKILLS, APPRENTICESHIPS, SKILLS_BOOTCAMPS, ADULT_SKILLS_FUND, OTHER_ADULT, OTHER_16_TO_19,
)  # fmt: skip


@official(
    "DateOfBirth_01",
    on="Learner",
    shows=("DateOfBirth",),
    message="The date of birth is missing, and learning of this learner is funded. Enter it.",
    reads=("LearningDelivery",),
)
def fault(learner: Learner) -> bool:
    """The date of birth of a funded learner must be entered.

    Fault where: DateOfBirth is absent and an aim has funding model 25, 35, 36, 37, 38, 81 or 82.
    Except: aims of offenders in custody (LDM 034).
    """
    return learner.DateOfBirth is None and any(
        aim.FundModel in FUNDED and not is_in_custody(aim) for aim in learner.LearningDelivery
    )
