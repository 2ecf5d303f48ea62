"""What a number in a cell of a workbook looks like: Excel stores dates, telephone numbers and shares all as numbers."""

import re
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from typing import NamedTuple

from openlet.exchange.grid import Cell, Kind

DATES_BY_NUMBER = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}  # ECMA-376, 18.8.30
TIMES_BY_NUMBER = {*range(18, 22), *range(45, 48)}
SHARES_BY_NUMBER = {9, 10}
FIRST_DAY = date(1899, 12, 30)  # day 0, counted back from 1 March 1900, since the format knows a 29 February 1900
FIRST_DAY_OF_1904 = date(1904, 1, 1)
MARCH_1900 = 61
SECONDS_OF_A_DAY = 86_400
EXACT_FIGURES = 15  # of a number in a workbook

_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_MASK = re.compile(r"[0\- ()/]*0[0\- ()/]*")


class Look(Enum):
    """How a number is shown."""

    PLAIN = 0
    DATE = 1
    TIME = 2
    SHARE = 3


class Format(NamedTuple):
    """How the numbers of a style are shown; ``figures`` is how many there are at least, with zeros in front."""

    look: Look
    figures: int = 0


@cache
def format_of(number: int, code: str | None) -> Format:
    """The format of a style: its number, and its code where the workbook has one of its own."""
    if code is None:
        if number in TIMES_BY_NUMBER:
            return Format(Look.TIME)
        if number in DATES_BY_NUMBER:
            return Format(Look.DATE)
        return Format(Look.SHARE if number in SHARES_BY_NUMBER else Look.PLAIN)
    shown = _NOT_SHOWN.sub("", code.partition(";")[0]).casefold()
    if _MASK.fullmatch(shown):
        return Format(Look.PLAIN, shown.count("0"))
    if "general" in shown:
        return Format(Look.PLAIN)
    if "%" in shown:
        return Format(Look.SHARE)
    if re.search("[dy]|mmm", shown):
        return Format(Look.DATE)
    return Format(Look.TIME if re.search("[hs]", shown) or "[h" in code.casefold() else Look.PLAIN)


def shown(stored: str, format_: Format, since_1904: bool) -> Cell:
    """The cell that a stored number makes."""
    if format_.look is Look.PLAIN:
        return Cell(_figures(stored).zfill(format_.figures), Kind.NUMBER)
    number = float(stored)
    if format_.look is Look.SHARE:
        return Cell(f"{_figures(repr(number * 100))}%", Kind.NUMBER)
    if format_.look is Look.TIME and 0 <= number < 1:
        return Cell(str(timedelta(seconds=round(number * SECONDS_OF_A_DAY))).zfill(8), Kind.TEXT)
    moment = _moment(number, since_1904)
    if moment is None:
        return Cell(_figures(stored), Kind.NUMBER)
    is_day = moment.time() == datetime.min.time()
    return Cell(moment.date().isoformat() if is_day else moment.isoformat(), Kind.DATE)


def _figures(stored: str) -> str:
    """A number without what spreadsheets add to it: 1000000027, not 1000000027.0 nor 1.000000027E9."""
    if stored.isdigit() and stored.isascii():
        return stored
    number = float(stored)
    short = f"{number:.{EXACT_FIGURES}g}"
    if "e" not in short:
        return short
    return f"{number:.0f}" if number.is_integer() else repr(number)


def _moment(number: float, since_1904: bool) -> datetime | None:
    days, rest = divmod(number, 1)
    if since_1904:
        first = FIRST_DAY_OF_1904
    elif number < 1 or int(days) == MARCH_1900 - 1:  # no day, and a day that never was
        return None
    else:
        first = FIRST_DAY + timedelta(days=days < MARCH_1900)
    try:
        day = first + timedelta(days=int(days))
        return datetime(day.year, day.month, day.day) + timedelta(seconds=round(rest * SECONDS_OF_A_DAY))
    except OverflowError:
        return None
