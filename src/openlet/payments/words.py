"""Words that the reasons for payments share."""

from datetime import date
from fractions import Fraction

from openlet.facts.days import in_words


def day(when: date | None) -> str:
    """A date as people write it."""
    return "blank" if when is None else in_words(when)


def percent(share: Fraction) -> str:
    """A share as percent, cut (never rounded up to a limit it does not reach): 78.6%."""
    return f"{int(share * 1000) / 10:g}%"
