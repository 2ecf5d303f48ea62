"""A learner's funding and monitoring codes are returned once."""

from openlet.facts.repeats import repeated_learner_fams
from openlet.ilr.records import Learner, LearnerFAM
from openlet.rules.official import official


@official(
    "R51",
    on="LearnerFAM",
    shows=("LearnFAMType", "LearnFAMCode"),
    message="The learner has {LearnFAMType} {LearnFAMCode} more than once. Keep one of them.",
    reads=("LearnerFAM",),
)
def fault(fam: LearnerFAM, learner: Learner) -> bool:
    """Each funding and monitoring code of a learner must be returned only once.

    Fault where: a LearnFAMType stands with the same LearnFAMCode on more than one record of the learner. It is one
    finding for each such pair, on the second of the records.
    """
    return fam in repeated_learner_fams(learner)
