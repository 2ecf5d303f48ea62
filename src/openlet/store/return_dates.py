"""The return calendar of the store: the provider's own closing dates before the contract's and the built-in ones."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from openlet.contracts.terms import Contract
from openlet.reports.when import LAST_PERIOD, periods_with
from openlet.spec.years import Return, Year, first_open, year_of
from openlet.store.models import Provider, ReturnDate, ReturnYear

OwnDates = tuple[tuple[int, str, date], ...]  # ILR year, period, closing date


def own_dates(provider: Provider | None) -> OwnDates:
    """The closing dates that the provider has entered, in order."""
    kept = ReturnDate.objects.filter(provider=provider).order_by("year", "period")
    return tuple(kept.values_list("year", "period", "closes")) if provider is not None else ()


def returns_of(year: Year, contract: Contract | None, own: OwnDates) -> tuple[Return, ...]:
    """The returns of a year in order, with their closing dates as far as they are known."""
    return periods_with({period: closes for code, period, closes in own if code == year.code}, year, contract)


@dataclass(frozen=True, slots=True)
class Due:
    """By when a correction of a return must be in: the next return that is open, None where none is (or none is dated).

    ``is_over``: the last return of the year (``last``) has closed, so that nothing of it can be corrected any more.
    """

    year: Year
    period: Return | None
    is_over: bool
    last: Return | None = None


def due(of: ReturnYear, contract: Contract | None, day: date, own: OwnDates) -> Due:
    """By when what is corrected in a return on a day must be in."""
    year = year_of(str(of.year))
    listed = returns_of(year, contract, own)
    found = first_open(listed, day)
    is_over = found is None and bool(listed) and listed[-1].period == LAST_PERIOD
    return Due(year, found, is_over, listed[-1] if is_over else None)


def with_own_dates(contract: Contract, own: OwnDates) -> Contract:
    """The contract with a calendar that has the provider's own dates in it, so that every report goes by them."""
    changed = [year_of(str(code)) for code in dict.fromkeys(code for code, _, _ in own)]
    names = {name for year in changed for name in (year.year, str(year.code))}
    others: Iterable[Return] = (one for one in contract.calendar if one.year not in names)
    listed = (one for year in changed for one in returns_of(year, contract, own))
    return replace(contract, calendar=(*others, *listed)) if changed else contract
