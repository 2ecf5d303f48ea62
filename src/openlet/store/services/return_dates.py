"""Closing dates of returns that the provider enters."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from openlet.facts.days import in_words
from openlet.spec.years import Year, period_names
from openlet.store.basis import contract_as_kept
from openlet.store.models import Provider, ReturnDate
from openlet.store.refusals import NotDone
from openlet.store.return_dates import returns_of
from openlet.store.services.editing import now_utc, whole


@whole
def set_return_dates(provider: Provider, year: Year, closes: Mapping[str, date | None], who: str) -> int:
    """Enter closing dates of a year's returns by their periods; None: no own date. Say how many that changed.

    Periods that are not named stay as they are. Raises ``NotDone`` where a return would not close after an earlier one.
    """
    unknown = closes.keys() - set(period_names(year))
    if unknown:
        raise NotDone(f"{year} has no return {min(unknown)}. Nothing was changed.")
    kept = dict(ReturnDate.objects.filter(provider=provider, year=year.code).values_list("period", "closes"))
    wanted = {period: day for period, day in (kept | dict(closes)).items() if day is not None}
    _refuse_wrong_order(provider, year, wanted)
    changed = {period for period in kept.keys() | wanted.keys() if kept.get(period) != wanted.get(period)}
    ReturnDate.objects.filter(provider=provider, year=year.code, period__in=changed).delete()
    ReturnDate.objects.bulk_create(
        ReturnDate(provider=provider, year=year.code, period=period, closes=wanted[period], who=who, when=now_utc())
        for period in sorted(changed & wanted.keys())
    )
    return len(changed)


def _refuse_wrong_order(provider: Provider, year: Year, wanted: Mapping[str, date]) -> None:
    own = tuple((year.code, period, day) for period, day in wanted.items())
    by_period = {one.period: one for one in returns_of(year, contract_as_kept(provider), own)}
    listed = [by_period[period] for period in period_names(year) if period in by_period]
    for earlier, later in pairwise(listed):
        if later.closes <= earlier.closes and {earlier.period, later.period} & wanted.keys():
            raise NotDone(
                f"{later.period} would close on {in_words(later.closes)}, but {earlier.period} before it on "
                f"{in_words(earlier.closes)}. Nothing was changed: correct one of the two."
            )
