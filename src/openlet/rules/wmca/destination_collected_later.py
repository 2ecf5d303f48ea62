"""The outcome was collected by the day of the return."""

from datetime import date

from openlet.facts.given import Given
from openlet.ilr.records import DPOutcome, LearnerDestinationandProgression
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


def as_of(outcome: DPOutcome, record: LearnerDestinationandProgression, given: Given) -> date:
    """The day the return is judged on."""
    return given.as_of


@rule(
    "WMCA_OutCollDate_02",
    on="DPOutcome",
    about="bootcamp learner",
    needs=("contract", "destinations"),
    severity=Severity.TO_DO,
    priority=4,
    shows=("OutCollDate",),
    also={"as_of": as_of},
    message="The outcome was collected on {OutCollDate}, after the day the return is judged on ({as_of}). Correct the "
    "date.",
    source=Source(GUIDE, "Learner Destination and Progression: Outcome Record, item 5", "A-123"),
)
def fault(outcome: DPOutcome, record: LearnerDestinationandProgression, given: Given) -> bool:
    """An outcome must have been collected by the day of the return.

    Fault where: OutCollDate lies after the day the return is judged on.
    """
    return outcome.OutCollDate is not None and outcome.OutCollDate > given.as_of
