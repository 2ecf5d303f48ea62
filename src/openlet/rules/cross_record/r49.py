"""A learner's provider specified values stand in different boxes."""

from openlet.facts.repeats import repeated_learner_boxes
from openlet.ilr.records import Learner, ProviderSpecLearnerMonitoring
from openlet.rules.official import official


@official(
    "R49",
    on="ProviderSpecLearnerMonitoring",
    shows=("ProvSpecLearnMonOccur",),
    message="Box {ProvSpecLearnMonOccur} of the learner's provider specified values is used more than once. Use A for "
    "one value and B for the other.",
    reads=("ProviderSpecLearnerMonitoring",),
)
def fault(box: ProviderSpecLearnerMonitoring, learner: Learner) -> bool:
    """Each provider specified value of a learner must stand in a box of its own.

    Fault where: a ProvSpecLearnMonOccur, in small or capital letters, stands on more than one record of the learner. It
    is one finding for each such box, on the second of the records.
    """
    return box in repeated_learner_boxes(learner)
