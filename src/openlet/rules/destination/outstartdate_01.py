"""An outcome does not start long ago."""

from openlet.facts.days import add_months
from openlet.facts.given import Given
from openlet.ilr.records import DPOutcome, LearnerDestinationandProgression
from openlet.rules.official import official

TEN_YEARS = 120  # months


@official(
    "OutStartDate_01",
    on="DPOutcome",
    shows=("OutStartDate",),
    also={"earliest": lambda outcome, progression, given: add_months(given.year.first_day, -TEN_YEARS)},
    message="The outcome starts on {OutStartDate}, before {earliest}. Correct the date.",
)
def fault(outcome: DPOutcome, progression: LearnerDestinationandProgression, given: Given) -> bool:
    """An outcome must not start more than 10 years before the year.

    Fault where: OutStartDate is more than 10 years before the first day of the year of the return.
    Except: no OutStartDate.
    """
    start = outcome.OutStartDate
    return start is not None and start < add_months(given.year.first_day, -TEN_YEARS)
