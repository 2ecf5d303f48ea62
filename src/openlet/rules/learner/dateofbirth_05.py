"""Nobody starts community or non-funded learning before the age of 4."""

from openlet.facts.ages import age_at_start
from openlet.facts.funding import COMMUNITY_LEARNING, NON_FUNDED
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

YOUNGEST = 4


@official(
    "DateOfBirth_05",
    on="Learner",
    shows=("DateOfBirth",),
    message="The date of birth is {DateOfBirth}, so the learner was under 4 when an aim started. Correct the date of "
    "birth or the start of the aim.",
    reads=("LearningDelivery",),
)
def fault(learner: Learner) -> bool:
    """A learner should be at least 4 when community or non-funded learning starts.

    Fault where: an aim with funding model 10 or 99 started before the learner's fourth birthday.
    """
    return any(_is_too_young(aim, learner) for aim in learner.LearningDelivery)


def _is_too_young(aim: LearningDelivery, learner: Learner) -> bool:
    if aim.FundModel not in (COMMUNITY_LEARNING, NON_FUNDED):
        return False
    age = age_at_start(aim, learner)
    return age is not None and age < YOUNGEST
