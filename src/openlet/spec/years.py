"""The ILR years that OpenLET knows, and their returns.

A year whose specification is known only in part is experimental (``state`` in ``years.csv``): it is off, as if it
were not there, until the environment variable ``OPENLET_EXPERIMENTAL_YEARS`` names it.
"""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from openlet.spec.pack import remembered
from openlet.spec.tables import Row, all_rows

VARIABLE = "OPENLET_EXPERIMENTAL_YEARS"
EXPERIMENTAL = "experimental"


class UnknownYear(ValueError):
    """A year that is not in ``spec/years.csv``; the text of the error is a sentence for the user."""


@dataclass(frozen=True, slots=True, eq=False)
class Year:
    """One ILR (academic) year, 1 August to 31 July. There is one object for each year, compared by identity.

    ``code`` is the number in the header (2324), ``year`` how people write it ("2023-24").
    ``schema`` is "official" or "derived": how sure we are of its layout. ``is_experimental``: its specification is
    known only in part. ``begin``: the entry tool offers to begin it; an older one is only read.
    """

    code: int
    year: str
    namespace: str
    first_day: date
    last_day: date
    schema: str
    is_experimental: bool
    begin: bool

    @property
    def label(self) -> str:
        """The year as it is offered on pages: "2025-26", "2026-27 (experimental)"."""
        return f"{self.year} ({EXPERIMENTAL})" if self.is_experimental else self.year

    def __str__(self) -> str:
        return self.year

    def __reduce__(self) -> tuple[Callable[[str], "Year"], tuple[str]]:
        return year_of, (self.year,)


@dataclass(frozen=True, slots=True)
class Return:
    """One return of the ILR calendar, R01 to R14.

    ``status`` is "official", "inferred" (worked out) or "own date" (entered by the provider).
    """

    year: str
    period: str
    closes: date
    status: str


@cache
def years() -> tuple[Year, ...]:
    """All known years, oldest first; of the experimental ones those that are switched on."""
    wanted = switched_on()
    return tuple(_year(row) for row in all_rows("years.csv") if row["state"] != EXPERIMENTAL or row["year"] in wanted)


def _year(row: Row) -> Year:
    first, last = date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"])
    is_experimental, begin = row["state"] == EXPERIMENTAL, row["begin"] == "Y"
    return Year(int(row["code"]), row["year"], row["namespace"], first, last, row["schema"], is_experimental, begin)


def switched_on() -> tuple[str, ...]:
    """What the environment variable names: years as people write them, with commas or spaces between."""
    return tuple(os.environ.get(VARIABLE, "").replace(",", " ").split())


def check_switch() -> str:
    """What to say of the experimental years that are on, or nothing.

    Raises ``UnknownYear`` where the environment variable names what is not an experimental year.
    """
    offered = [row["year"] for row in all_rows("years.csv") if row["state"] == EXPERIMENTAL]
    wrong = [name for name in switched_on() if name not in offered]
    if wrong:
        there = f"There is {' and '.join(offered)}." if offered else "There is none at present."
        raise UnknownYear(
            f"{VARIABLE} names {', '.join(wrong)}, which is not an experimental year. {there} Mend or clear it."
        )
    on = [year.year for year in years() if year.is_experimental]
    named = f"{' and '.join(on)} {'is' if len(on) == 1 else 'are'}"
    return f"{named} experimental: the specification is known only in part, so do not rely on a verdict." if on else ""


years()  # made while this module is imported, so that no two threads ever make two objects of one year


def year_of(text: str) -> Year:
    """The year written "2023-24" or "2324".

    Raises ``UnknownYear`` with a sentence that names the years OpenLET knows, or how to switch an experimental one on.
    """
    for year in years():
        if text in (year.year, str(year.code)):
            return year
    raise UnknownYear(
        how_to_switch_on(text) or f"{text!r} is not an ILR year that this version knows: {known_years()}."
    )


def how_to_switch_on(text: str) -> str | None:
    """What to tell who asks for a year that is off, by its name, code or namespace; None where it is no such year."""
    for row in all_rows("years.csv"):
        if row["state"] == EXPERIMENTAL and text in (row["year"], row["code"], row["namespace"]):
            return (
                f"{row['year']} is an experimental year: its specification is known only in part, so it is switched "
                f"off. To try it, set the environment variable {VARIABLE}={row['year']} and start OpenLET again."
            )
    return None


def year_of_namespace(namespace: str) -> Year | None:
    """The year whose XML namespace this is, or None."""
    return next((year for year in years() if year.namespace == namespace), None)


def year_on(day: date) -> Year | None:
    """The known year that a day falls in, or None."""
    return next((year for year in years() if year.first_day <= day <= year.last_day), None)


def known_years() -> str:
    """The known years as words: "2022-23, 2023-24, 2024-25 and 2025-26"."""
    names = [year.year for year in years()]
    return ", ".join(names[:-1]) + " and " + names[-1]


@remembered
def calendar(year: Year) -> tuple[Return, ...]:
    """The returns of a year whose closing dates are known, in order."""
    return tuple(
        Return(row["academic_year"], row["period"], date.fromisoformat(row["hard_close_date"]), row["status"])
        for row in all_rows("calendar.csv")
        if row["academic_year"] == year.year and row["hard_close_date"]
    )


@remembered
def period_names(year: Year) -> tuple[str, ...]:
    """The names of a year's returns in order, R01 to R14, those too whose closing dates are not known."""
    return tuple(row["period"] for row in all_rows("calendar.csv") if row["academic_year"] == year.year)


def first_open(periods: Iterable[Return], day: date) -> Return | None:
    """The first of some returns, given in order, that had not closed on a day (the closing day itself is open)."""
    return next((period for period in periods if day <= period.closes), None)
