"""One's own account: where one has a role, the password."""

from typing import Any

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from openlet.team.models import Event
from openlet.team.rights import IN_WORDS
from openlet.team.services import change_password, places_of
from openlet.web.team.guard import home_of

SHOWN = 10  # of the newest sign-ins


def _places(request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {
            "text": role.provider.name if role.provider else "Combined authority",
            "UKPRN": role.provider.UKPRN if role.provider else None,
            "href": home_of(role.provider.UKPRN if role.provider else None),
            "role": IN_WORDS[role.role],
        }
        for role in places_of(request.user)
    ]


@require_GET
def places(request: HttpRequest) -> HttpResponse:
    """Where one may work; on at once where that is one place only."""
    found = _places(request)
    if len(found) == 1:
        return redirect(found[0]["href"])
    return render(request, "team/places.html", {"places": found})


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """The account that is signed in."""
    signs = Event.objects.filter(account=request.user.username, kind__contains="sign").order_by("-pk")[:SHOWN]
    context = {"whose": request.user, "places": _places(request), "signs": signs, "done": request.GET.get("done")}
    context["second_step"] = settings.TEAM.two_factor
    return render(request, "team/account.html", context)


@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change the password; every other window is signed out by it."""
    if request.method == "GET":
        return render(request, "team/password.html", {"errors": {}, "must": request.user.new_password})
    errors = _errors(request)
    if errors:
        context = {"errors": errors, "must": request.user.new_password}
        return render(request, "team/password.html", context, status=422)
    change_password(request.user, request.POST["new"])
    update_session_auth_hash(request, request.user)
    return redirect("/account?done=password")


def _errors(request: HttpRequest) -> dict[str, str]:
    old, new = request.POST.get("old", ""), request.POST.get("new", "")
    if not request.user.check_password(old):
        return {"old": "That is not your password as it is now."}
    if new != request.POST.get("again", ""):
        return {"again": "The new password was not typed the same both times."}
    if new == old:
        return {"new": "Choose a password that is not the old one."}
    try:
        validate_password(new, request.user)
    except ValidationError as error:
        return {"new": " ".join(error.messages)}
    return {}
