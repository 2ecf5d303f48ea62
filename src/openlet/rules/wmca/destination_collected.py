"""The outcome has a collection date."""

from openlet.facts.given import Given
from openlet.ilr.records import DPOutcome, LearnerDestinationandProgression
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_OutCollDate_01",
    on="DPOutcome",
    about="bootcamp learner",
    needs=("contract", "destinations"),
    severity=Severity.TO_DO,
    priority=4,
    shows=("OutCollDate", "OutType"),
    message="The collection date of the outcome {OutType} is {OutCollDate}. Enter the day on which you heard of it "
    "from the learner.",
    source=Source(GUIDE, "Learner Destination and Progression: Outcome Record, item 5", "A-123"),
)
def fault(outcome: DPOutcome, record: LearnerDestinationandProgression, given: Given) -> bool:
    """The day on which an outcome was collected must be entered.

    Fault where: OutCollDate is missing.
    """
    return outcome.OutCollDate is None
