"""Dates as people in Britain write them. The day stands first; what cannot be a date is none."""

import re
from datetime import date

AHEAD = 10  # years: the two figures of a year mean at most so many years after the current one, else the century before

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = {name[:length]: number for number, name in enumerate(_MONTHS, 1) for length in range(3, len(name) + 1)}
_DAY = {
    name[:length]: number for number, name in enumerate(_DAYS) for length in range(3, len(name) + 1)
}  # "tues", "thurs" too

_WEEKDAY = re.compile(r"([a-z]{3,9})[.,]? +(?=[0-9])")
_MIDNIGHT = re.compile(r"(?<=[0-9])(?:t| +)00:00(?::00(?:\.0+)?)?$")
_FIGURES = re.compile(r"([0-9]{1,2}) ?([/.\- ]) ?([0-9]{1,2}) ?\2 ?([0-9]{4}|[0-9]{2})")
_NAMED = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?(?: of)?[ \-./]?([a-z]{3,9})[.,]?[ \-./]?([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})([/.\-])([0-9]{1,2})\2([0-9]{1,2})")
_TOGETHER = re.compile(r"([0-9]{2})([0-9]{2})((?:19|20)[0-9]{2})|((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")


def read_date(text: str, as_of: date) -> date | None:
    """The date that a text says, None where it says none or contradicts itself.

    Understood are 1/5/24, 01-05-2024, 1.5.2024, 01 05 2024, 01052024, 1 May 2024, 1st May 24, 1-May-24, 2024-05-01,
    20240501, a day of the week before any of these if it is the right one, and the midnight that spreadsheets append.
    A month in front of the day is not.

    The two figures of a year are read as the year at most ten years after ``as_of`` with that ending: in 2024, 34 is
    2034 and 35 is 1935.
    """
    plain = _MIDNIGHT.sub("", " ".join(text.casefold().translate(_DASHES).split()))
    weekday = _WEEKDAY.match(plain)
    found = _read(plain[weekday.end() :] if weekday else plain, as_of)
    if weekday and found and _DAY.get(weekday[1]) != found.weekday():
        return None
    return found


_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")


def _read(plain: str, as_of: date) -> date | None:
    if matched := _FIGURES.fullmatch(plain):
        return _made(matched[4], int(matched[3]), matched[1], as_of)
    if matched := _NAMED.fullmatch(plain):
        return _made(matched[3], _MONTH.get(matched[2], 0), matched[1], as_of)
    if matched := _YEAR_FIRST.fullmatch(plain):
        return _made(matched[1], int(matched[3]), matched[4], as_of)
    if matched := _TOGETHER.fullmatch(plain):
        day, month, year = (matched[1], matched[2], matched[3]) if matched[1] else (matched[6], matched[5], matched[4])
        return _made(year, int(month), day, as_of)
    return None


def _made(year: str, month: int, day: str, as_of: date) -> date | None:
    try:
        return date(_full_year(year, as_of), month, int(day))
    except ValueError:
        return None


def _full_year(year: str, as_of: date) -> int:
    if len(year) == 4:
        return int(year)
    last = as_of.year + AHEAD
    return last - (last - int(year)) % 100


def figures(day: date) -> str:
    """A date as it stands in a box: 01/05/2024."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def in_full(day: date) -> str:
    """A date in words with its day of the week: Wednesday 1 May 2024."""
    return f"{_DAYS[day.weekday()].title()} {day.day} {_MONTHS[day.month - 1].title()} {day.year}"
