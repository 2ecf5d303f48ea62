"""The return calendar: when R01 to R14 of a year close, and the provider's own dates for them."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from openlet.exchange.written_dates import read_date
from openlet.spec.years import period_names, year_of
from openlet.store.basis import contract_as_kept, today
from openlet.store.models import ReturnYear
from openlet.store.refusals import NotDone
from openlet.store.return_dates import own_dates, returns_of
from openlet.store.services import set_return_dates
from openlet.web.due import status_in_words
from openlet.web.frame import belongs_to, return_year, who
from openlet.web.jinja import day

LIMIT = 60  # characters of a date as typed that are repeated

belongs_to("settings", "calendar")


@require_http_methods(["GET", "POST"])
def calendar(request: HttpRequest, year: int) -> HttpResponse:
    """Look at the calendar of a year, or enter dates of one's own."""
    of = return_year(year)
    if request.method == "GET":
        return render(request, "calendar.html", _context(of, done=bool(request.GET.get("done"))))
    this = year_of(str(year))
    typed = {period: request.POST.get(period, "").strip() for period in period_names(this)}
    read = {period: read_date(text, today()) if text else None for period, text in typed.items()}
    errors = {
        period: f"{text[:LIMIT]} is not a day that OpenLET can read. Enter it like 18 October 2024."
        for period, text in typed.items()
        if text and read[period] is None
    }
    if not errors:
        try:
            set_return_dates(of.provider, this, read, who())
            return redirect(f"{reverse('calendar', args=[year])}?done=1")
        except NotDone as error:
            errors = {_named_in(str(error), typed): str(error)}
    return render(request, "calendar.html", _context(of, typed, errors), status=422)


def _named_in(sentence: str, typed: dict[str, str]) -> str:
    """The first box with a date of one's own that a sentence names."""
    named = [period for period, text in typed.items() if text and period in sentence]
    return named[0] if named else next(iter(typed))


def _context(
    of: ReturnYear, typed: dict[str, str] | None = None, errors: dict[str, str] | None = None, done: bool = False
) -> dict[str, Any]:
    year = year_of(str(of.year))
    own = {period: closes for code, period, closes in own_dates(of.provider) if code == year.code}
    without = {one.period: one for one in returns_of(year, contract_as_kept(of.provider), ())}
    rows = []
    for period in period_names(year):
        usual, mine = without.get(period), own.get(period)
        rows.append(
            {
                "period": period,
                "usual": usual.closes if usual else None,
                "status": (status_in_words(usual.status) or "official") if usual else "not known yet",
                "own": typed[period] if typed is not None else _written(mine),
            }
        )
    return {"of": of, "this": year, "rows": rows, "errors": errors or {}, "done": done, "entered": len(own)}


def _written(closes: date | None) -> str:
    return day(closes) if closes is not None else ""
