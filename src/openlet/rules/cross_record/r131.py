"""Prior attainment is known for the first start."""

from datetime import date

from openlet.facts import fact
from openlet.facts.funding import (
    ADULT_SKILLS,
    ADULT_SKILLS_FUND,
    APPRENTICESHIPS,
    NON_FUNDED,
    OTHER_ADULT,
    SKILLS_BOOTCAMPS,
)
from openlet.ilr.records import Learner
from openlet.rules.official import official

MODELS = (ADULT_SKILLS, APPRENTICESHIPS, SKILLS_BOOTCAMPS, ADULT_SKILLS_FUND, OTHER_ADULT, NON_FUNDED)


@fact
def first_start(learner: Learner) -> date | None:
    """The earliest start of the learner's aims with one of the funding models, or None."""
    starts = (aim.LearnStartDate for aim in learner.LearningDelivery if aim.FundModel in MODELS)
    return min((start for start in starts if start is not None), default=None)


@official(
    "R131",
    on="Learner",
    shows=("LearnRefNumber",),
    also={
        "first_start": first_start,
        "dates": lambda learner: tuple(one.DateLevelApp for one in learner.PriorAttain if one.DateLevelApp),
    },
    message="No prior attainment applies on or before the first start, {first_start} (the dates returned: {dates}). "
    "Enter what the learner had attained before the start, dated on or before it.",
    reads=("LearningDelivery", "PriorAttain"),
)
def fault(learner: Learner) -> bool:
    """A learner must have prior attainment dated on or before the first start.

    Fault where: the learner has an aim with funding model 35, 36, 37, 38, 81 or 99, and no PriorAttain has a
    DateLevelApp on or before the earliest LearnStartDate of these aims.
    Read as: a learner without any prior attainment is at fault too. The official text does not settle it;
    PriorAttain_01 says so as well, but not for every funding model.
    """
    start = first_start(learner)
    return start is not None and not any(one.DateLevelApp and one.DateLevelApp <= start for one in learner.PriorAttain)
