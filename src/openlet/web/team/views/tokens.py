"""The tokens of a place: which programs may read and send, since when, until when; made, shown once, revoked."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from openlet.store.refusals import NotDone
from openlet.team.models import Token
from openlet.team.tokens import USUAL, make_token, revoke_token
from openlet.web.forms.written_dates import figures, read_date
from openlet.web.frame import belongs_to, who

belongs_to("accounts", "tokens")
KINDS = {"read": "Read: what was sent in, its findings and payments", "send": "Read, and send returns in"}


@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens that hold here, and one more; a new one is shown this once."""
    usual = {"name": "", "kind": "", "expires": figures(timezone.localdate() + USUAL)}
    given = {name: request.POST.get(name, text).strip() for name, text in usual.items()}
    if request.method == "GET":
        return render(request, "team/tokens.html", _context(request, given))
    try:
        made, text = make_token(given["name"], _may_send(given), _day(given), request.openlet_UKPRN, who())
    except NotDone as error:
        return render(request, "team/tokens.html", _context(request, given, str(error)), status=422)
    return render(request, "team/token_made.html", {"made": made, "text": text})


@require_POST
def token_revoke(request: HttpRequest, token: int) -> HttpResponse:
    """End a token."""
    revoke_token(token, request.openlet_UKPRN, who())
    return redirect("tokens")


def _may_send(given: dict[str, str]) -> bool:
    if given["kind"] not in KINDS:
        raise NotDone("Choose what the token may do.")
    return given["kind"] == "send"


def _day(given: dict[str, str]) -> date:
    found = read_date(given["expires"], timezone.localdate())
    if found is None:
        raise NotDone("Enter the last day of the token as a day, such as 18 October 2027.")
    return found


def _context(request: HttpRequest, given: dict[str, str], error: str = "") -> dict[str, Any]:
    here, today = request.openlet_UKPRN, timezone.localdate()
    held = Token.objects.order_by("revoked_at", "-pk")
    listed = held.filter(UKPRN=here) if here else held
    return {
        "here": here,
        "rows": [(one, one.revoked_at is None and one.expires >= today) for one in listed],
        "given": given,
        "error": error,
        "kinds": [{"value": value, "text": text} for value, text in KINDS.items()],
        "address": request.build_absolute_uri("/api/v1/"),
        "breadcrumbs": [{"text": "Accounts", "href": reverse("accounts")}],
    }
