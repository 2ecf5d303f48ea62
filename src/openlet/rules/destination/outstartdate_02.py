"""An outcome does not start far ahead."""

from openlet.facts.days import add_months
from openlet.facts.given import Given
from openlet.ilr.records import DPOutcome, LearnerDestinationandProgression
from openlet.rules.official import official

A_YEAR = 12  # months


@official(
    "OutStartDate_02",
    on="DPOutcome",
    shows=("OutStartDate",),
    also={"latest": lambda outcome, progression, given: add_months(given.year.last_day, A_YEAR)},
    message="The outcome starts on {OutStartDate}, after {latest}. Correct the date.",
)
def fault(outcome: DPOutcome, progression: LearnerDestinationandProgression, given: Given) -> bool:
    """An outcome must not start more than a year after the year.

    Fault where: OutStartDate is more than one year after the last day of the year of the return.
    Except: no OutStartDate.
    """
    start = outcome.OutStartDate
    return start is not None and start > add_months(given.year.last_day, A_YEAR)
