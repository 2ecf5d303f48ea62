"""Which return a file belongs to, and which return can still carry a correction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from openlet.contracts.terms import Contract
from openlet.facts.completion import ACHIEVED, COMPLETED
from openlet.payments.bootcamps import Bootcamp
from openlet.payments.claims import ReturnOf
from openlet.payments.dates import last_day_of_milestone_3
from openlet.spec.years import Return, Year, calendar, first_open, year_of, year_on, years

OFFICIAL, OWN, INFERRED = "official", "own date", "inferred"
LAST_PERIOD = "R14"


def periods(year: Year, contract: Contract) -> tuple[Return, ...]:
    """The returns of a year in order: the contract's own calendar where it has that year, otherwise the built-in."""
    own = tuple(one for one in contract.calendar if one.year in (year.year, str(year.code)))
    return tuple(sorted(own or calendar(year), key=lambda one: one.closes))


def periods_with(own: Mapping[str, date], year: Year, contract: Contract | None) -> tuple[Return, ...]:
    """The returns of a year in order, some of them with closing dates of one's own, which come before all others."""
    listed = {one.period: one for one in (periods(year, contract) if contract else calendar(year))}
    listed |= {period: Return(year.year, period, closes, OWN) for period, closes in own.items()}
    return tuple(sorted(listed.values(), key=lambda one: one.closes))


def named(period: Return, year: Year) -> str:
    """A return as people write it: "2023-24 R10 (inferred)" where its closing date was worked out, not published."""
    return f"{year.year} {period.period}" + ("" if period.status == OFFICIAL else f" ({period.status})")


def return_name(returned: ReturnOf, contract: Contract) -> str:
    """The return that a file belongs to: the first that had not closed when it was prepared."""
    year = year_of(str(returned.year))
    listed = periods(year, contract)
    found = first_open(listed, returned.prepared)
    if found is not None:
        return named(found, year)
    return f"{year.year} after {listed[-1].period}" if listed else year.year


def deadline(year: Year, as_of: date, contract: Contract) -> str:
    """The next return of a year that has not closed on the day, with its closing date."""
    listed = periods(year, contract)
    found = first_open(listed, as_of)
    if found is None:
        is_over = bool(listed) and listed[-1].period == LAST_PERIOD
        if is_over and listed[-1].status == INFERRED:
            return f"none: {year.year} is closed (R14 on {listed[-1].closes.isoformat()}, inferred)"
        return f"none: {year.year} is closed" if is_over else f"not known: no later return of {year.year} is dated"
    return f"{named(found, year)}, closes {found.closes.isoformat()}"


@dataclass(frozen=True, slots=True)
class Carrier:
    """A return of a year that can carry something."""

    year: Year
    period: Return

    @property
    def name(self) -> str:
        """The return as people write it."""
        return named(self.period, self.year)

    @property
    def closes(self) -> date:
        """The day it closes."""
        return self.period.closes

    def __str__(self) -> str:
        return f"{self.name}, closes {self.closes.isoformat()}"


def next_return(year: Year | None, day: date, contract: Contract) -> Carrier | None:
    """The first return of a year that is open on a day; None where none is, or where none is dated."""
    found = first_open(periods(year, contract), day) if year is not None else None
    return Carrier(year, found) if year is not None and found is not None else None


def last_return(year: Year | None, contract: Contract) -> Carrier | None:
    """The last return of a year, after which nothing of it can be changed; None where its day is not known."""
    listed = periods(year, contract) if year is not None else ()
    is_known = bool(listed) and listed[-1].period == LAST_PERIOD
    return Carrier(year, listed[-1]) if year is not None and is_known else None


def return_of(day: date, contract: Contract) -> Carrier | None:
    """The first return that can carry what happens on a day: of the year that the day lies in (B-53)."""
    return next_return(year_on(day), day, contract)


def closing_in(month: str, contract: Contract) -> list[Carrier]:
    """The returns of all years that close in a month, such as "2024-09"."""
    return [
        Carrier(year, period)
        for year in years()
        for period in periods(year, contract)
        if f"{period.closes:%Y-%m}" == month
    ]


def last_day(bootcamp: Bootcamp) -> date | None:
    """The last day on which a job offer still earns Milestone 3; None unless the bootcamp is completed and achieved."""
    claim = bootcamp.claim
    if claim.LearnActEndDate is None or (claim.CompStatus, claim.Outcome) != (COMPLETED, ACHIEVED):
        return None
    return last_day_of_milestone_3(claim.LearnActEndDate, bootcamp.case.terms)
