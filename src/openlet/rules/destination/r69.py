"""An outcome is returned once."""

from openlet.facts.repeats import repeated_outcomes
from openlet.ilr.records import DPOutcome, LearnerDestinationandProgression
from openlet.rules.official import official


@official(
    "R69",
    on="DPOutcome",
    shows=("OutType", "OutCode", "OutStartDate"),
    message="The outcome {OutType} {OutCode} from {OutStartDate} is returned more than once. Keep one of them.",
    reads=("DPOutcome",),
)
def fault(outcome: DPOutcome, progression: LearnerDestinationandProgression) -> bool:
    """Each outcome of a learner must be returned only once.

    Fault where: an OutType, in small or capital letters, stands with the same OutCode and OutStartDate on more than one
    outcome of the destination record. It is one finding for each such outcome, on the second of them.
    """
    return outcome in repeated_outcomes(progression)
