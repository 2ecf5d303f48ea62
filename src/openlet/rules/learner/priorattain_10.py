"""There is one prior attainment for a day."""

from collections import Counter
from datetime import date

from openlet.ilr.records import Learner
from openlet.rules.official import official


def repeated_dates(learner: Learner) -> tuple[date, ...]:
    """The days from which more than one prior attainment applies."""
    days = Counter(one.DateLevelApp for one in learner.PriorAttain if one.DateLevelApp is not None)
    return tuple(day for day, times in days.items() if times > 1)


@official(
    "PriorAttain_10",
    on="Learner",
    shows=(),
    also={"DateLevelApp": repeated_dates},
    message="More than one prior attainment applies from {DateLevelApp}. Keep the right one, or correct the dates.",
    reads=("PriorAttain",),
)
def fault(learner: Learner) -> bool:
    """Each prior attainment must have a date of its own.

    Fault where: two PriorAttain records have the same DateLevelApp.
    Read as: the text says "the same date and level", its error condition and message only the date; we follow those.
    """
    return len(learner.PriorAttain) > 1 and bool(repeated_dates(learner))
