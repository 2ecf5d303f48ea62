"""Sums with days, and days in words."""

from calendar import monthrange
from datetime import MAXYEAR, date, timedelta
from functools import lru_cache


@lru_cache(maxsize=4096)  # several rules ask of the same days
def add_months(day: date, months: int) -> date:
    """The same day of the month some calendar months later, but not beyond that month's end (AMB-40).

    31 August 2024 plus six months is 28 February 2025. Nothing is later than the last day that a date can be.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > MAXYEAR:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_days(day: date, days: int) -> date:
    """The day some days later; nothing is later than the last day that a date can be."""
    return day + timedelta(days=min(days, (date.max - day).days))


def august_31(day: date) -> date:
    """31 August of the teaching year (1 August to 31 July) in which a day falls."""
    return date(day.year - (day.month < 8), 8, 31)


def in_words(day: date) -> str:
    """A date as people write it: 1 May 2024."""
    return f"{day.day} {day:%B %Y}"
