"""Who may use the local tool: the browser that was opened with the launch link, and nobody else on the machine.

A launch link holds a token that works once and for a short time; it puts a signed cookie into the browser. Requests
without that cookie, for another host, or sent by another site's page are refused.
"""

import secrets
from collections.abc import Callable
from threading import Lock

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

COOKIE = "openlet_session"
SALT, COOKIE_SALT = "openlet.launch", "openlet.session"
LAUNCH_SECONDS = 300
COOKIE_DAYS = 7
OWN_SITE = ("same-origin", "none")  # what a browser says of its own pages and of an address that was typed
OPEN_PATHS = ("/start", "/static/", "/health")

_used: set[str] = set()
_lock = Lock()


def launch_token() -> str:
    """A token for one launch link."""
    return str(signing.dumps(secrets.token_hex(16), salt=SALT))


def session_cookie() -> str:
    """The value of the cookie that lets a browser in."""
    return str(signing.dumps("local", salt=COOKIE_SALT))


def start(request: HttpRequest) -> HttpResponse:
    """The page of the launch link: let this browser in, once."""
    if not _is_good(request.GET.get("token", "")):
        return refused(request, "This link has been used already or is too old.")
    wanted = request.GET.get("next", "/")
    answer = HttpResponseRedirect(wanted if wanted.startswith("/") and not wanted.startswith("//") else "/")
    answer.set_cookie(COOKIE, session_cookie(), max_age=COOKIE_DAYS * 86_400, httponly=True, samesite="Strict")
    return answer


def _is_good(token: str) -> bool:
    try:
        nonce = signing.loads(token, salt=SALT, max_age=LAUNCH_SECONDS)
    except signing.BadSignature:
        return False
    with _lock:
        if nonce in _used:
            return False
        _used.add(nonce)
    return True


def refused(request: HttpRequest, why: str) -> HttpResponse:
    """The page for a browser that may not come in."""
    return render(request, "refused.html", {"why": why}, status=403)


class LocalOnly:
    """Refuse what does not come from the browser that was let in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or refuse; pages with learner data are never kept by the browser."""
        request.get_host()  # raises DisallowedHost, which is a 400
        site = request.headers.get("Sec-Fetch-Site", "same-origin")
        is_open = request.path.startswith(OPEN_PATHS)
        is_stranger = not self._is_let_in(request)
        request.openlet_stranger = is_stranger
        if site not in OWN_SITE and not is_open:
            return refused(request, "A page of another site asked for this.")
        if not is_open and is_stranger:
            return refused(request, "This browser was not opened by OpenLET.")
        answer = self.get_response(request)
        if not request.path.startswith("/static/"):
            answer.setdefault("Cache-Control", "no-store")
        return answer

    def _is_let_in(self, request: HttpRequest) -> bool:
        try:
            signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE_SALT, max_age=COOKIE_DAYS * 86_400)
        except signing.BadSignature:
            return False
        return bool(settings.SECRET_KEY)
