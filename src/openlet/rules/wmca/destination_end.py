"""The outcome does not end before it starts."""

from openlet.facts.given import Given
from openlet.ilr.records import DPOutcome, LearnerDestinationandProgression
from openlet.rules import Severity, Source, rule
from openlet.spec.scheme import GUIDE


@rule(
    "WMCA_OutEndDate_01",
    on="DPOutcome",
    about="bootcamp learner",
    needs=("contract", "destinations"),
    severity=Severity.TO_DO,
    priority=4,
    shows=("OutStartDate", "OutEndDate"),
    message="The outcome ends on {OutEndDate}, before its start on {OutStartDate}. Correct the date that is wrong; "
    "leave the end blank while the outcome lasts.",
    source=Source(GUIDE, "Learner Destination and Progression: Outcome Record, item 4", "A-122"),
)
def fault(outcome: DPOutcome, record: LearnerDestinationandProgression, given: Given) -> bool:
    """The end of an outcome must not be before its start.

    Fault where: OutEndDate lies before OutStartDate.
    """
    start, end = outcome.OutStartDate, outcome.OutEndDate
    return start is not None and end is not None and end < start
