"""How allauth fits in: it is used for the second step and for OpenID Connect only, and only where they are configured.

An account is never made by signing in elsewhere: who comes in that way must have an account here already.
"""

import base64
import hashlib
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest
from django.shortcuts import redirect

from openlet.team.log import FAILED, note
from openlet.team.models import Account
from openlet.web.team.requests import address_of
from openlet.web.troubles import trouble

BACKEND = "django.contrib.auth.backends.ModelBackend"
OWN = "own"  # the name of the organisation's sign-in in addresses


class SecondStep(DefaultMFAAdapter):
    """The secrets of second steps are kept encrypted with the secret of the configuration."""

    def encrypt(self, text: str) -> str:
        """Before it is stored."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """When it is needed."""
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.SECRET_KEY.encode()).digest()))


class Elsewhere(DefaultSocialAccountAdapter):
    """Signing in with the organisation's own accounts."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Let the account in that the other side names; nobody else, and nothing is kept of the other side."""
        name = named(sociallogin.account.extra_data, settings.TEAM.open_id_connect.claim)
        account = Account.objects.filter(username=name, is_active=True).first() if name else None
        if account is None:
            note(FAILED, name or "not named", about="OpenID Connect", address=address_of(request))
            raise ImmediateHttpResponse(trouble(request, "You have no account here", _nobody(name), 403))
        login(request, account, BACKEND)
        raise ImmediateHttpResponse(redirect("/places"))

    def on_authentication_error(self, request: HttpRequest, provider: Any, *more: Any, **named: Any) -> None:
        """It did not work on the other side, or was given up."""
        text = f"{provider.name} did not confirm who you are. Try again, or sign in with your password here."
        raise ImmediateHttpResponse(trouble(request, "You are not signed in", text, 403))


def named(data: dict[str, Any], claim: str) -> str:
    """The account that the other side names: "" where it names none, or an e-mail address that it has not verified."""
    said = data.get("userinfo") or data.get("id_token") or {}
    if claim == "email" and said.get("email_verified") is not True:
        return ""
    return str(said.get(claim) or "").strip().lower()


def _nobody(name: str) -> str:
    if not name:
        return "The other side did not say which account you have here. Tell whoever runs this server."
    return f"Nobody here has the account {name}. Ask whoever keeps the accounts of your provider or of the authority."
