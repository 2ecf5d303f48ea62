"""The ILR years that OpenLET knows, and their returns."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from openlet.spec.tables import all_rows


class UnknownYear(ValueError):
    """A year that is not in ``spec/years.csv``; the text of the error is a sentence for the user."""


@dataclass(frozen=True, slots=True, eq=False)
class Year:
    """One ILR (academic) year, 1 August to 31 July. There is one object for each year, compared by identity.

    ``code`` is the number in the header (2324), ``year`` how people write it ("2023-24").
    ``schema`` is "official" or "derived": how sure we are of its layout.
    """

    code: int
    year: str
    namespace: str
    first_day: date
    last_day: date
    schema: str

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
    """All known years, oldest first."""
    return tuple(
        Year(
            int(row["code"]),
            row["year"],
            row["namespace"],
            date.fromisoformat(row["first_day"]),
            date.fromisoformat(row["last_day"]),
            row["schema"],
        )
        for row in all_rows("years.csv")
    )


years()  # made while this module is imported, so that no two threads ever make two objects of one year


def year_of(text: str) -> Year:
    """The year written "2023-24" or "2324".

    Raises ``UnknownYear`` with a sentence that names the years OpenLET knows.
    """
    for year in years():
        if text in (year.year, str(year.code)):
            return year
    raise UnknownYear(f"{text!r} is not an ILR year that this version knows: {known_years()}.")


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


@cache
def calendar(year: Year) -> tuple[Return, ...]:
    """The returns of a year whose closing dates are known, in order."""
    return tuple(
        Return(row["academic_year"], row["period"], date.fromisoformat(row["hard_close_date"]), row["status"])
        for row in all_rows("calendar.csv")
        if row["academic_year"] == year.year and row["hard_close_date"]
    )


@cache
def period_names(year: Year) -> tuple[str, ...]:
    """The names of a year's returns in order, R01 to R14, those too whose closing dates are not known."""
    return tuple(row["period"] for row in all_rows("calendar.csv") if row["academic_year"] == year.year)


def first_open(periods: Iterable[Return], day: date) -> Return | None:
    """The first of some returns, given in order, that had not closed on a day (the closing day itself is open)."""
    return next((period for period in periods if day <= period.closes), None)
