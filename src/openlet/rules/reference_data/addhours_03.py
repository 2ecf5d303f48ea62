"""Additional hours belong to English for speakers of other languages."""

from openlet.facts.given import Given
from openlet.facts.lars import ESOL, basic_skills, is_in_lars
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


@official(
    "AddHours_03",
    on="LearningDelivery",
    needs=("lars",),
    shows=("AddHours", "LearnAimRef", "LearnStartDate"),
    message="Additional hours ({AddHours}) are returned for {LearnAimRef}, which is not an ESOL aim. Remove them.",
)
def fault(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
    """Additional hours must only be returned for ESOL aims.

    Fault where: AddHours is returned, and in LARS the aim has no basic skills type from 36 to 42 on the start day.
    Except: aims that are not in LARS (LearnAimRef_01); no start day.
    """
    if aim.AddHours is None or aim.LearnStartDate is None or not is_in_lars(aim.LearnAimRef, given):
        return False
    return ESOL.isdisjoint(basic_skills(aim.LearnAimRef, aim.LearnStartDate, given))
