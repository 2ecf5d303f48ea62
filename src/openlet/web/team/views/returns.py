"""Returns that were sent in: for the authority all providers with both years, for a provider its own, side by side."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from openlet.authority.models import CHECKED, Submission
from openlet.authority.overview import NO_CONTRACT, STATES, OfAProvider, providers, wave_years, years_in
from openlet.authority.submissions import LEFT, check_those_without_a_contract_again, left, of_provider
from openlet.spec.years import Year, year_of
from openlet.team.models import ProviderHere
from openlet.web.frame import belongs_to

belongs_to("returns", "returns_send", "returns_of", "submission", "submission_report")

ON_A_PAGE = 50
HISTORY = 20
BY_NAME, BY_RISK = "", "risk"
ORDERS = {BY_RISK: "Most at risk first"}
JUST_SENT = "just_sent"  # in the session: what became of the files that were sent last, until it is shown


@require_GET
def returns(request: HttpRequest) -> HttpResponse:
    """All providers with what stands of each year; a provider sees its own returns."""
    if request.openlet_UKPRN is not None:
        return _of(request, request.openlet_UKPRN)
    found = providers()
    listed = years_in(found)
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "state", "order")}
    rows = _ordered(_narrowed(found, asked, listed), asked["order"])
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "years": listed,
        "page": page,
        "page_address": f"?{urlencode({name: value for name, value in asked.items() if value})}&page={{page}}",
        "asked": asked,
        "states": STATES,
        "orders": ORDERS,
        "figures": _figures(rows),
        "without_contract": sum(year.is_in(NO_CONTRACT) for one in found for year in one.years.values()),
        "narrowed": any(asked[name] for name in ("q", "state")),
        "progress": progress_of(left()),
        "sent": request.session.pop(JUST_SENT, None),
    }
    return render(request, "team/returns.html", context)


def _narrowed(found: list[OfAProvider], asked: dict[str, str], listed: list[Year]) -> list[OfAProvider]:
    text, state = asked["q"].casefold(), asked["state"]
    if text:
        found = [one for one in found if text in one.name.casefold() or text in str(one.UKPRN)]
    if state in STATES:
        found = [one for one in found if any(one.of(year.code).is_in(state) for year in listed)]
    return found


def _ordered(found: list[OfAProvider], order: str) -> list[OfAProvider]:
    return sorted(found, key=lambda one: -one.withheld) if order == BY_RISK else found


def _figures(found: list[OfAProvider]) -> dict[str, int]:
    """What the providers that are shown have sent in, all pages together."""
    every = [year for one in found for year in one.years.values() if year.stands is not None]
    return {
        "stand": len(every),
        "learners": sum(one.learners or 0 for one in every),
        "no_pay_learners": sum(one.no_pay_learners or 0 for one in every),
        "withheld": sum(one.withheld or 0 for one in every),
        "payable": sum(one.payable or 0 for one in every),
    }


@require_POST
def returns_again(request: HttpRequest) -> HttpResponse:
    """Have all returns checked again that stand and were judged without a contract."""
    check_those_without_a_contract_again()
    return redirect("returns")


@require_GET
def returns_of(request: HttpRequest, UKPRN: int) -> HttpResponse:
    """The returns of one provider, for the authority."""
    return _of(request, UKPRN)


def _of(request: HttpRequest, UKPRN: int) -> HttpResponse:
    """Both years side by side, and below them all that was ever sent."""
    own = of_provider(UKPRN)
    here = ProviderHere.objects.filter(UKPRN=UKPRN).first()
    if here is None and not own.exists():
        raise Http404
    year = request.GET.get("year", "")
    history = own.filter(year=int(year)) if year.isdecimal() and len(year) == 4 else own
    page = Paginator(history.select_related("replaced_by"), HISTORY).get_page(request.GET.get("page"))
    listed = _years_of(own)
    context = {
        "UKPRN": UKPRN,
        "name": here.name if here else f"UKPRN {UKPRN}",
        "years": listed,
        "sides": [_side(one, own) for one in listed],
        "page": page,
        "page_address": f"?{urlencode({'year': year} if year else {})}&page={{page}}",
        "year_asked": year,
        "progress": progress_of(own.filter(LEFT)),
        "sent": request.session.pop(JUST_SENT, None),
    }
    if request.openlet_UKPRN is None:
        context["breadcrumbs"] = [{"text": "Returns", "href": reverse("returns")}]
    return render(request, "team/returns_of.html", context)


def _years_of(own: "QuerySet[Submission]") -> list[Year]:
    codes = {one.code for one in wave_years()}
    codes |= set(own.exclude(year=None).order_by().values_list("year", flat=True).distinct())
    return [year_of(str(code)) for code in sorted(codes)]


def _side(year: Year, own: "QuerySet[Submission]") -> dict[str, Any]:
    of_year = own.filter(year=year.code)
    return {"year": year, "last": of_year.first(), "stands": of_year.filter(state=CHECKED, replaced_by=None).first()}


def progress_of(waiting: "QuerySet[Submission]") -> dict[str, Any] | None:
    """How far the check of what waits is; None where nothing waits. It counts from the oldest that waits."""
    oldest: datetime | None = waiting.order_by("sent_at").values_list("sent_at", flat=True).first()
    if oldest is None:
        return None
    still = waiting.count()
    total = Submission.objects.filter(sent_at__gte=oldest).count() if still > 1 else 1
    return {"left": still, "done": max(total - still, 0), "total": max(total, still)}


@require_GET
def returns_progress(request: HttpRequest) -> HttpResponse:
    """The same for the page's script, which asks every second; when nothing waits any more the page is shown anew."""
    here = request.openlet_UKPRN
    waiting = left() if here is None else of_provider(here).filter(LEFT)
    one = request.GET.get("submission", "")
    progress = progress_of(waiting.filter(pk=int(one)) if one.isdecimal() else waiting)
    if progress is None:
        answer = HttpResponse(status=204)
        answer["HX-Refresh"] = "true"
        return answer
    return render(request, "team/returns_progress.html", {"progress": progress, "only": one})
