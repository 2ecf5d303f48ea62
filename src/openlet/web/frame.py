"""What every page shows around its content: whose store it is, the year, the parts of the tool."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse

from openlet import __version__
from openlet.rules import rule_set
from openlet.spec.years import UnknownYear, Year, year_of
from openlet.store.basis import today, working_day
from openlet.store.models import Provider, ReturnYear
from openlet.store.services import stopped_jobs
from openlet.store.whose import is_team, person, whose_store

PARTS = (
    ("home", "Home"),
    ("learners", "Learners"),
    ("cohorts", "Cohorts"),
    ("money", "Money"),
    ("work", "Work list"),
    ("reports", "Reports"),
    ("history", "History"),
    ("importing", "Import"),
    ("exporting", "Export"),
    ("settings", "Settings"),
)


def who() -> str:
    """The person who works here: the account that is signed in, or the user of the machine."""
    return person()


def provider() -> Provider | None:
    """Whose store this is; None where none is open."""
    if is_team() and whose_store() is None:
        return None
    found: Provider | None = Provider.objects.first()
    return found


def return_year(code: int) -> ReturnYear:
    """The return of a year in the address. Raises ``Http404``."""
    from django.http import Http404

    found: ReturnYear | None = ReturnYear.objects.select_related("provider").filter(year=code).first()
    if found is None:
        raise Http404
    return found


def year_in(request: HttpRequest) -> Year | None:
    """The year that the page is about, or None."""
    match = request.resolver_match
    code = getattr(request, "openlet_year", None) or (match.kwargs.get("year") if match else None)
    try:
        return year_of(str(code)) if code else None
    except UnknownYear:
        return None


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context of the layout; nothing about the store for a browser that was not let in."""
    from openlet.web.new_day import day_troubles

    if request.headers.get("HX-Request") or getattr(request, "openlet_stranger", False):
        return {}
    whose, year = provider(), year_in(request)
    part = getattr(request.resolver_match, "url_name", None) if request.resolver_match else None
    shown: dict[str, Any] = {"version": f"{__version__}, rules {rule_set()}", "home_url": get_script_prefix()}
    if whose is None:
        return shown
    if year is None:
        newest = ReturnYear.objects.order_by("-year").first()
        year = year_of(str(newest.year)) if newest else None
    day = working_day(whose)
    shown |= {
        "provider": f"{whose.name or 'Provider'}, UKPRN {whose.UKPRN}",
        "year": year,
        "as_of": day,
        "working_day_chosen": day != today(),
        "stopped": stopped_jobs().exclude(kind="check"),
        "day_troubles": day_troubles(),
    }
    if year is not None:
        shown["navigation"] = navigation(part, PARTS, year.code)
    return shown


def navigation(part: str | None, parts: Iterable[tuple[str, str]], *arguments: object) -> list[dict[str, Any]]:
    """The links to the parts of the tool, each the name of a page and its words, as seen from a page."""
    return [
        {
            "text": text,
            "href": reverse(name, args=arguments),
            "current": part == name,
            "active": PART_OF.get(part or "") == name,
        }
        for name, text in parts
    ]


PART_OF: dict[str, str] = {}  # the name of a page to the part of the tool that it belongs to


def belongs_to(part: str, *names: str) -> None:
    """Say to which part of the tool pages belong."""
    PART_OF.update(dict.fromkeys(names, part))
