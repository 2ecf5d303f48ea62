"""An aim's funding and monitoring codes are returned once."""

from openlet.facts.repeats import repeated_fams
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.rules.official import official

DATED = ("LSF", "ACT", "ALB")  # types whose code is returned once for each stretch of time


@official(
    "R52",
    on="LearningDeliveryFAM",
    shows=("LearnDelFAMType", "LearnDelFAMCode"),
    message="The aim has {LearnDelFAMType} {LearnDelFAMCode} more than once. Keep one of them.",
    reads=("LearningDeliveryFAM",),
)
def fault(fam: LearningDeliveryFAM, aim: LearningDelivery, learner: Learner) -> bool:
    """Each funding and monitoring code of an aim must be returned only once.

    Fault where: a LearnDelFAMType stands with the same LearnDelFAMCode, in small or capital letters, on more than one
    record of the aim. It is one finding for each such pair, on the second of the records.
    Except: learning support (LSF), apprenticeship contract type (ACT) and bursary (ALB), which have dates.
    """
    return fam in repeated_fams(aim) and fam.LearnDelFAMType not in DATED
