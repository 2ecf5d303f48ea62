"""A learner's aims have different aim sequence numbers."""

from openlet.facts.repeats import repeated_aim_numbers
from openlet.ilr.records import Learner
from openlet.rules.official import official


@official(
    "R07",
    on="Learner",
    shows=("LearnRefNumber",),
    also={"numbers": repeated_aim_numbers},
    message="Several aims of the learner have the aim sequence number {numbers}. Number the aims 1, 2, 3 and so on.",
    reads=("LearningDelivery",),
)
def fault(learner: Learner) -> bool:
    """Each aim of a learner must have an aim sequence number of its own.

    Fault where: an AimSeqNumber stands on more than one aim of the learner. It is one finding for each learner.
    Except: aims without a number.
    """
    return bool(repeated_aim_numbers(learner))
