"""A learner has learning support once at a time."""

from openlet.facts.overlaps import overlapping_support
from openlet.ilr.records import Learner
from openlet.rules.official import official


@official(
    "R106",
    on="Learner",
    shows=("LearnRefNumber",),
    also={"days": lambda learner: tuple(fam.LearnDelFAMDateFrom for fam in overlapping_support(learner))},
    message="Learning support (LSF) that begins on {days} overlaps with learning support that had not ended by then, "
    "on this aim or another. Enter it on one aim at a time and end the earlier record before the next begins.",
    reads=("LearningDelivery", "LearningDeliveryFAM"),
)
def fault(learner: Learner) -> bool:
    """A learner must have learning support once at a time, whatever the number of aims.

    Fault where: of the learner's LSF records from 1 August 2016, over all aims and in the order of their
    LearnDelFAMDateFrom, one begins when the one before it has no LearnDelFAMDateTo, or one on or after that day. It is
    one finding for each learner.
    Except: records without a date from.
    """
    return bool(overlapping_support(learner))
