"""Signing in and out, and what the log notes of it."""

import time
from typing import Any

from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.contrib.auth.views import LoginView
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from openlet.team.log import FAILED, LOCKED_OUT, SIGNED_IN, SIGNED_OUT, note
from openlet.team.models import Account
from openlet.web.team.guard import SINCE
from openlet.web.team.requests import address_of
from openlet.web.troubles import trouble

WRONG = (
    "The account name or the password is wrong. Capitals count in a password; after five wrong ones you have to wait."
)


class Asked(AuthenticationForm):
    """What is asked for; an account's name is the same in capitals."""

    def clean_username(self) -> str:
        """The name as it is kept."""
        return str(self.cleaned_data["username"]).strip().lower()


class SignIn(LoginView):
    """Django's own way to sign in, on a page of our look."""

    authentication_form = Asked
    template_name = "team/sign_in.html"
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        """The password is right: in, or on to the second step."""
        if settings.TEAM.two_factor:
            from openlet.web.team.views.second_step import ask_for_it, has_one

            if has_one(form.get_user()):
                return ask_for_it(self.request, form.get_user(), self.get_success_url())
        answer: HttpResponse = super().form_valid(form)
        return answer

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """What the page shows: the organisation's own sign-in too, where there is one."""
        shown: dict[str, Any] = super().get_context_data(**context)
        return shown | {"elsewhere": settings.TEAM.open_id_connect}

    def form_invalid(self, form: Any) -> HttpResponse:
        """The page again, with what was wrong."""
        answer: HttpResponse = self.render_to_response(self.get_context_data(form=form, error=WRONG))
        answer.status_code = 422
        return answer


sign_in = SignIn.as_view()


@require_http_methods(["GET", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ask, then sign out."""
    if request.method == "GET":
        return render(request, "team/sign_out.html")
    note(SIGNED_OUT, request.user.username, address=address_of(request))
    logout(request)
    return redirect("sign_in")


def locked_out(request: HttpRequest, answer: HttpResponse | None, given: dict[str, Any] | None) -> HttpResponse:
    """The page for somebody who has tried too often."""
    text = "Too many wrong passwords for this account from here. Wait a quarter of an hour, then try again."
    return trouble(request, "Wait before you try again", text, 429)


@receiver(user_logged_in)
def _noted(sender: Any, request: HttpRequest, user: Any, **more: Any) -> None:
    request.session[SINCE] = time.time()
    note(SIGNED_IN, user.username, address=address_of(request))


@receiver(user_login_failed)
def _noted_failure(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **more: Any) -> None:
    address = address_of(request) if request else None
    _note_try(FAILED, str(credentials.get("username", "")), address)


@receiver(user_locked_out)
def _noted_lockout(sender: Any, request: HttpRequest, username: str | None = None, **more: Any) -> None:
    _note_try(LOCKED_OUT, username or "", address_of(request))


def _note_try(kind: str, typed: str, address: str | None) -> None:
    """Note who was tried. What is no account's name is not kept: it may be a password in the wrong box."""
    is_known = Account.objects.filter(username=typed).exists()
    note(kind, typed if is_known else "", about="" if is_known else "no account of that name", address=address)
