"""Signing in with the organisation's own accounts (OpenID Connect): on to the other side, and back."""

from allauth.socialaccount.providers.openid_connect import views
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET
from requests import RequestException

from openlet.web.troubles import trouble


@require_GET
def openid_connect_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go to the other side."""
    try:
        return views.login(request, provider_id)
    except RequestException:
        return _away(request)


@require_GET
def openid_connect_callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back, and be let in."""
    try:
        return views.callback(request, provider_id)
    except RequestException:
        return _away(request)


def _away(request: HttpRequest) -> HttpResponse:
    text = "The organisation's sign-in cannot be reached. Try again in a moment, or sign in with your password here."
    return trouble(request, "You are not signed in", text, 502)
