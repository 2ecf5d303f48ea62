"""An outcome ends after it starts."""

from openlet.ilr.records import DPOutcome, LearnerDestinationandProgression
from openlet.rules.official import official


@official(
    "OutEndDate_01",
    on="DPOutcome",
    shows=("OutStartDate", "OutEndDate"),
    message="The outcome ends on {OutEndDate}, before it starts on {OutStartDate}. Correct one of the dates.",
)
def fault(outcome: DPOutcome, progression: LearnerDestinationandProgression) -> bool:
    """An outcome must end on or after the day on which it starts.

    Fault where: OutEndDate is before OutStartDate.
    Except: one of the dates is missing.
    """
    start, end = outcome.OutStartDate, outcome.OutEndDate
    return start is not None and end is not None and end < start
