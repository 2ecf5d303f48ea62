"""The outcome has a start."""

from openlet.facts.given import Given
from openlet.ilr.records import DPOutcome, LearnerDestinationandProgression
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_OutStartDate_01",
    on="DPOutcome",
    about="bootcamp learner",
    needs=("contract", "destinations"),
    severity=Severity.TO_DO,
    priority=4,
    shows=("OutStartDate", "OutType"),
    message="The start date of the outcome {OutType} is {OutStartDate}. Enter the day it began; without it the "
    "outcome cannot count as the current one.",
    source=Source(GUIDE, "Learner Destination and Progression: Outcome Record, item 3", "A-121"),
)
def fault(outcome: DPOutcome, record: LearnerDestinationandProgression, given: Given) -> bool:
    """The start of an outcome must be entered.

    Fault where: OutStartDate is missing.
    """
    return outcome.OutStartDate is None
