"""An outcome is not collected long ago."""

from openlet.facts.days import add_months
from openlet.facts.given import Given
from openlet.ilr.records import DPOutcome, LearnerDestinationandProgression
from openlet.rules.official import official

TEN_YEARS = 120  # months


@official(
    "OutCollDate_02",
    on="DPOutcome",
    shows=("OutCollDate",),
    also={"earliest": lambda outcome, progression, given: add_months(given.year.first_day, -TEN_YEARS)},
    message="The outcome was collected on {OutCollDate}, before {earliest}. Correct the date.",
)
def fault(outcome: DPOutcome, progression: LearnerDestinationandProgression, given: Given) -> bool:
    """An outcome must not be collected more than 10 years before the year.

    Fault where: OutCollDate is more than 10 years before the first day of the year of the return.
    Except: no OutCollDate.
    """
    collected = outcome.OutCollDate
    return collected is not None and collected < add_months(given.year.first_day, -TEN_YEARS)
