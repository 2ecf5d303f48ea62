"""The second step of signing in: six figures of an app, or one of the codes that were written down."""

import time
from datetime import timedelta
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from django.contrib.auth import login
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods

from openlet.team.log import ACCOUNTS, note
from openlet.team.models import Account
from openlet.web.team.adapters import BACKEND
from openlet.web.team.requests import address_of

PENDING, SECRET = "second_step", "second_step_secret"  # in the session
WAITS, TRIES = 300, 5  # seconds and wrong codes after which signing in begins again
ONE_CODE = timedelta(seconds=30)  # a code is good for so long, and only once
WRONG = "That is not the code. Codes change every half minute; enter the one that the app shows now."


def has_one(account: Account) -> bool:
    """Whether an account has a second step."""
    return bool(Authenticator.objects.filter(user=account).exists())


def ask_for_it(request: HttpRequest, account: Account, wanted: str) -> HttpResponse:
    """The password was right: remember that for a moment, and go on to the second step."""
    request.session.cycle_key()
    request.session[PENDING] = {"account": account.pk, "began": time.time(), "tries": 0, "next": wanted}
    return redirect("second_step")


@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for the code; with a right one the person is signed in."""
    pending = request.session.get(PENDING) or {}
    account = Account.objects.filter(pk=pending.get("account"), is_active=True).first()
    if account is None or time.time() - pending["began"] > WAITS or pending["tries"] >= TRIES:
        request.session.pop(PENDING, None)
        return redirect("sign_in")
    if request.method == "GET":
        return render(request, "team/second_step.html", {"error": ""})
    if is_right(account, request.POST.get("code", "").replace(" ", "")):
        del request.session[PENDING]
        login(request, account, BACKEND)
        return redirect(pending["next"])
    request.session[PENDING] = pending | {"tries": pending["tries"] + 1}
    user_login_failed.send(__name__, credentials={"username": account.username}, request=request)
    return render(request, "team/second_step.html", {"error": WRONG}, status=422)


def is_right(account: Account, code: str) -> bool:
    """Whether a code is the app's, not used yet, or one that was written down."""
    with transaction.atomic():
        for one in Authenticator.objects.select_for_update().filter(user=account).order_by("pk"):
            last = one.last_used_at if one.type == Authenticator.Type.TOTP else None
            if (last is None or timezone.now() - last >= ONE_CODE) and one.wrap().validate_code(code):
                one.refresh_from_db()
                one.record_usage()
                return True
    return False


@require_http_methods(["GET", "POST"])
def second_step_set(request: HttpRequest) -> HttpResponse:
    """Add the second step to one's account, or take it away; either needs the password."""
    errors: dict[str, str] = {}
    if request.method == "POST":
        if not request.user.check_password(request.POST.get("password", "")):
            errors = {"password": "That is not your password."}
        elif has_one(request.user):
            _take_away(request)
            return redirect("second_step_set")
        elif not validate_totp_code(request.session.get(SECRET, ""), request.POST.get("code", "").replace(" ", "")):
            errors = {"code": WRONG}
        else:
            return render(request, "team/second_step_codes.html", {"codes": _add(request)})
    context = {"errors": errors, "has_one": has_one(request.user)} | _shown(request)
    return render(request, "team/second_step_set.html", context, status=422 if errors else 200)


def _shown(request: HttpRequest) -> dict[str, Any]:
    """The secret for the app, as a picture and as text; one for each time that the page is begun."""
    if has_one(request.user):
        return {}
    secret = request.session.setdefault(SECRET, generate_totp_secret())
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return {"secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)), "picture": _drawing(picture)}


def _drawing(svg: str) -> SafeString:
    """The picture as part of the page."""
    return format_html('<div class="openlet-qr">{}</div>', mark_safe(svg[svg.index("<svg") :]))


def _add(request: HttpRequest) -> list[str]:
    with transaction.atomic():
        TOTP.activate(request.user, request.session.pop(SECRET)).instance.record_usage()
        codes: list[str] = RecoveryCodes.activate(request.user).generate_codes()
        note(ACCOUNTS, request.user.username, about="second step added", address=address_of(request))
    return codes


def _take_away(request: HttpRequest) -> None:
    with transaction.atomic():
        Authenticator.objects.filter(user=request.user).delete()
        note(ACCOUNTS, request.user.username, about="second step taken away", address=address_of(request))
