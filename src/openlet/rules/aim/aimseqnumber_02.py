"""Aims are numbered from 1 up."""

from openlet.ilr.records import Learner, LearningDelivery
from openlet.rules.official import official


def count(aim: LearningDelivery, learner: Learner) -> int:
    """How many aims the learner has."""
    return len(learner.LearningDelivery)


@official(
    "AimSeqNumber_02",
    on="LearningDelivery",
    shows=("AimSeqNumber",),
    also={"count": count},
    message="The aim has the number {AimSeqNumber}, but the learner has only {count} aim(s). Number the aims of each "
    "learner 1, 2, 3 and so on.",
)
def fault(aim: LearningDelivery, learner: Learner) -> bool:
    """The aims of a learner must be numbered from 1 up without gaps.

    Fault where: AimSeqNumber is greater than the number of aims that the learner has.
    """
    return (aim.AimSeqNumber or 0) > len(learner.LearningDelivery)
