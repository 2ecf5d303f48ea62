"""Settlements of the authority: the list, a new one, one of them with all that is done with it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openlet.authority import ledger
from openlet.authority.models import SettledProvider, Settlement, SignOff
from openlet.authority.settlement import Asked, approve, give_up, may_approve, periods, progress_of, propose, reject
from openlet.authority.settlement import findings_of as findings
from openlet.authority.settlement.beginning import EARLIER, LONDON, STANDS, closes
from openlet.authority.settlement.finance import name_of
from openlet.authority.settlement.looking import run_again as ran_again
from openlet.authority.settlement.looking import same_inputs
from openlet.authority.settlement_models import (
    APPROVED,
    FAILED,
    GIVEN_UP,
    PROPOSED,
    REJECTED,
    RUNNING,
    WAITING,
    WORKED_OUT,
)
from openlet.exchange.written_dates import read_date
from openlet.facts.days import in_words
from openlet.store.refusals import NotDone
from openlet.web.frame import belongs_to, who
from openlet.web.team.settlement_tasks import begin_settlement, let_go_on, run_again

ON_A_PAGE = 30
MOST_PERIODS = 42  # three years of returns
MOST_DECISIONS = 200  # the newest
COLOURS = {
    WAITING: "grey", RUNNING: "yellow", WORKED_OUT: "blue", PROPOSED: "purple", APPROVED: "green", REJECTED: "orange",
    GIVEN_UP: "grey", FAILED: "red",
}  # fmt: skip
IN_WORK = (WAITING, RUNNING)
SUMS = ("earned", "before", "this_period", "withheld")

belongs_to("settlements", "settlement_new", "settlement", "settlement_part", "settlement_statement")
belongs_to("settlements", "authority_ledger")


def settlement_or_404(key: int) -> Settlement:
    """A settlement. Raises ``Http404``."""
    found: Settlement | None = Settlement.objects.select_related("line").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


@require_GET
def settlements(request: HttpRequest) -> HttpResponse:
    """All of them, the newest first."""
    listed = Settlement.objects.defer("fixed").annotate(to_pay=Sum("payments__to_pay")).order_by("-pk")
    page = Paginator(listed, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [{"one": one, "name": name_of(one), "colour": COLOURS[one.state]} for one in page]
    context = {"page": page, "rows": rows, "page_address": "?page={page}"}
    return render(request, "team/settlements.html", context)


@require_http_methods(["GET", "POST"])
def settlement_new(request: HttpRequest) -> HttpResponse:
    """Begin one."""
    given = {name: request.POST.get(name, "").strip() for name in ("period", "cut_off", "as_of", "wave", "complete")}
    error = ""
    if request.method == "POST":
        try:
            return redirect("settlement", begin_settlement(_asked(given), who()).pk)
        except NotDone as refusal:
            error = str(refusal)
    listed = [one for one in periods() if one.closes <= datetime.now(LONDON).date()][:MOST_PERIODS]
    items = [
        {"value": f"{one.year} {one.period}", "text": f"{one.year} {one.period}, closed {in_words(one.closes)}"}
        for one in listed
    ]
    context = {"given": given, "error": error, "periods": items, "is_first": not ledger.head()[0]}
    return render(request, "team/settlement_new.html", context, status=422 if error else 200)


def _asked(given: dict[str, str]) -> Asked:
    """What the form asks for. Raises ``NotDone``."""
    year, _, period = given["period"].partition(" ")
    if not period:
        raise NotDone("Choose the return period that is to be settled.")
    return Asked(
        year, period, given["complete"] == "true", _cut_off(given["cut_off"]), _day(given["as_of"]), given["wave"]
    )


def _cut_off(typed: str) -> datetime | None:
    """Six in the evening of a day; of today what there is until now."""
    day = _day(typed)
    if day is None:
        return None
    end = datetime.combine(day, closes(periods()[0]).timetz().replace(tzinfo=None), LONDON)
    now = datetime.now(UTC)
    return min(end, now) if day == now.astimezone(LONDON).date() else end


def _day(typed: str) -> date | None:
    found = read_date(typed, datetime.now(LONDON).date()) if typed else None
    if typed and found is None:
        raise NotDone(f"{typed} is not a date. Enter it as 27/3/2025 or 27 March 2025.")
    return found


@require_GET
def settlement(request: HttpRequest, settlement: int) -> HttpResponse:
    """One of them: what it rests on, what came out, and what can be done with it."""
    return _page(request, settlement_or_404(settlement))


def _page(request: HttpRequest, of: Settlement, error: str = "") -> HttpResponse:
    context = head_of(of) | {
        "error": error,
        "sums": SettledProvider.objects.filter(settlement=of).aggregate(**{name: Sum(name) for name in SUMS}),
        "caps": _caps(of),
        "back": back_of(of),
        "decisions": of.decisions.order_by("-pk")[:MOST_DECISIONS],
        "may_not": may_approve(of, who()),
        "again": ran_again(of),
        "same": same_inputs(of),
        "to_pay": of.payments.aggregate(pence=Sum("to_pay"))["pence"],
    }
    return render(request, "team/settlement.html", context, status=422 if error else 200)


def head_of(of: Settlement) -> dict[str, Any]:
    """What stands above every page of a settlement."""
    standing = [one["standing"] for one in of.fixed["files"]]
    return {
        "of": of,
        "name": name_of(of),
        "colour": COLOURS[of.state],
        "in_work": of.state in IN_WORK,
        "is_worked_out": bool(of.document_sha256),
        "is_over": of.state in (APPROVED, GIVEN_UP),
        "files": (standing.count(STANDS), standing.count(EARLIER)),
        "cut_off": f"{in_words(of.cut_off.astimezone(LONDON).date())}, {of.cut_off.astimezone(LONDON):%H:%M} UK time",
        "progress": progress_words(of),
        "has_findings": findings(of).is_there,
        "breadcrumbs": [{"text": "Settlements", "href": reverse("settlements")}],
    }


def progress_words(of: Settlement) -> dict[str, Any] | None:
    """How far the work is, in words and as a share; None where nothing is under way."""
    if of.state not in IN_WORK and not of.again:
        return None
    now = progress_of(of)
    if now is None or (of.state == WAITING or of.again == WAITING):
        return {"text": "Waiting for its turn", "done": None, "most": 100}
    if now["stage"] == "judging":
        text = f"Judging: {now['done']:,} of {now['files']:,} files, {now['learners']:,} learners"
        return {"text": text, "done": now["done"], "most": max(now["files"], 1)}
    words = {"settling": "Settling person by person", "writing": "Writing what came out"}
    return {"text": words[now["stage"]], "done": None, "most": 100}


def back_of(of: Settlement) -> dict[str, int] | None:
    """The sign-off list in counts and pence; None where the findings were removed."""
    found = findings(of)
    if not of.document_sha256 or not found.is_there:
        return None
    count, pence = found.count("move", "pence < 0", ())
    decided = SignOff.objects.filter(settlement=of).values("number").distinct().count()
    return {"count": count, "pence": pence, "open": count - decided}


def _caps(of: Settlement) -> int:
    """How many providers have earned more than their contract pays."""
    return int(of.providers.filter(cap__lt=F("earned")).count())


@require_GET
def settlement_state(request: HttpRequest, settlement: int) -> HttpResponse:
    """How far it is, for the page's script, which asks every two seconds."""
    of = Settlement.objects.defer("fixed").filter(pk=settlement).first()
    if of is None:
        raise Http404
    shown = progress_words(of)
    if shown is None:
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = reverse("settlement", args=[of.pk])
        return answer
    return render(request, "team/settlement_state.html", {"of": of, "progress": shown})


@require_POST
def settlement_do(request: HttpRequest, settlement: int) -> HttpResponse:
    """What officers do: propose, run again, let go on, give up."""
    of, reason, by = settlement_or_404(settlement), request.POST.get("reason", ""), who()
    doing: dict[str, Callable[[], object]] = {
        "propose": lambda: propose(of.pk, reason, by),
        "give_up": lambda: give_up(of.pk, reason, by),
        "go_on": lambda: let_go_on(of.pk, by),
        "again": lambda: run_again(of.pk, by),
    }
    return _done(request, of, doing)


@require_POST
def settlement_decide(request: HttpRequest, settlement: int) -> HttpResponse:
    """What approvers do: approve or reject what was proposed."""
    of, reason, by = settlement_or_404(settlement), request.POST.get("reason", ""), who()
    doing: dict[str, Callable[[], object]] = {
        "approve": lambda: approve(of.pk, reason, by),
        "reject": lambda: reject(of.pk, reason, by),
    }
    return _done(request, of, doing)


def _done(request: HttpRequest, of: Settlement, doing: dict[str, Callable[[], object]]) -> HttpResponse:
    wanted = doing.get(request.POST.get("do", ""))
    if wanted is None:
        raise Http404
    try:
        wanted()
    except NotDone as refusal:
        return _page(request, settlement_or_404(of.pk), str(refusal))
    return redirect("settlement", of.pk)
