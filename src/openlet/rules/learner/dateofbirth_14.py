"""An offender in custody is at least 18 when learning starts."""

from openlet.facts.ages import age_at_start
from openlet.facts.funding import ADULT_SKILLS, OTHER_ADULT, is_in_custody
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

YOUNGEST = 18


@official(
    "DateOfBirth_14",
    on="Learner",
    shows=("DateOfBirth",),
    message="The date of birth is {DateOfBirth}, so the learner was under 18 when an aim marked as learning in "
    "custody (LDM 034) started. Correct the date of birth or the start of the aim, or remove LDM 034.",
    reads=("LearningDelivery",),
)
def fault(learner: Learner) -> bool:
    """An offender in custody should be at least 18 when learning starts.

    Fault where: an aim with funding model 35 or 81 and LDM 034 started before the learner's eighteenth birthday.
    """
    return any(_is_too_young(aim, learner) for aim in learner.LearningDelivery)


def _is_too_young(aim: LearningDelivery, learner: Learner) -> bool:
    if aim.FundModel not in (ADULT_SKILLS, OTHER_ADULT) or not is_in_custody(aim):
        return False
    age = age_at_start(aim, learner)
    return age is not None and age < YOUNGEST
