"""ZPROG001 stands for a programme, and only for one."""

from openlet.facts.programmes import PROGRAMME_AIM
from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official

PROGRAMME = "ZPROG001"  # LearnAimRef of every programme aim


@official(
    "LearnAimRef_30",
    on="LearningDelivery",
    shows=("LearnAimRef", "AimType"),
    message="The aim reference is {LearnAimRef} and the aim type is {AimType}; ZPROG001 and aim type 1 only go "
    "together. A bootcamp or milestone aim has its own reference and aim type 4.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """The reference ZPROG001 and aim type 1 must only be used together.

    Fault where: LearnAimRef is ZPROG001 and AimType is not 1, or AimType is 1 and LearnAimRef is not ZPROG001.
    Read as: where one of the two is missing, the layout's rules say so.
    """
    if aim.LearnAimRef is None or aim.AimType is None:
        return False
    return (aim.LearnAimRef == PROGRAMME) != (aim.AimType == PROGRAMME_AIM)
