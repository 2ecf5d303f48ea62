"""An outcome type starts once on a day."""

from openlet.facts.repeats import repeated_outcome_types
from openlet.ilr.records import DPOutcome, LearnerDestinationandProgression
from openlet.rules.official import official


@official(
    "OutType_02",
    on="DPOutcome",
    where={"OutType": ("EMP", "GAP", "NPE", "OTH", "SDE", "VOL")},
    shows=("OutType", "OutStartDate"),
    message="There is more than one outcome of type {OutType} that starts on {OutStartDate}. Keep the right one.",
    reads=("DPOutcome",),
)
def fault(outcome: DPOutcome, progression: LearnerDestinationandProgression) -> bool:
    """A learner must not have two outcomes of one type that start on one day.

    Fault where: an OutType stands with the same OutStartDate on more than one outcome of the destination record. It is
    one finding for each such pair, on the second of the outcomes.
    Except: education (EDU), of which there may be two (OutType_03).
    """
    return outcome in repeated_outcome_types(progression)
