"""An outcome is collected before the file is prepared."""

from openlet.facts.given import Given
from openlet.facts.shown import prepared_on
from openlet.ilr.records import DPOutcome, LearnerDestinationandProgression
from openlet.rules.official import official


@official(
    "OutCollDate_01",
    on="DPOutcome",
    shows=("OutCollDate",),
    also={"prepared": prepared_on},
    message="The outcome was collected on {OutCollDate}, after the file was prepared on {prepared}. Correct the date.",
)
def fault(outcome: DPOutcome, progression: LearnerDestinationandProgression, given: Given) -> bool:
    """An outcome must be collected on or before the day on which the file is prepared.

    Fault where: OutCollDate is after the file preparation date.
    Except: no OutCollDate.
    Read as: each such outcome is a finding; the agency's service of 2020-21 named the first of a record only.
    """
    return outcome.OutCollDate is not None and outcome.OutCollDate > given.prepared
