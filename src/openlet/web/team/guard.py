"""Who may come in: the account that is signed in, in the store that the address names, with the rights of its role.

Below /10999991/ everything is about that provider, and its store is open; without it no store is. So a page, a link
that was kept and a second window always mean the same provider, and a key that was guessed is looked up in that
provider's store only. Whoever has no role there gets 404, as if the provider were not here.

Below /api/ are programs: they show a token, which holds for a provider or for the authority, and open no store.
"""

import re
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse, set_script_prefix

from openlet.store.whose import store_of, worked_by
from openlet.team.log import REFUSED, TOKEN, note
from openlet.team.rights import Right
from openlet.team.services import rights_of
from openlet.team.tokens import named, note_use, rights_by, token_of
from openlet.web.guard import OWN_SITE
from openlet.web.team.requests import address_of
from openlet.web.team.who_may import PAGES, Page, may
from openlet.web.troubles import not_found, problem, trouble

FOR_PROGRAMS = "/api/"
IN_A_STORE = re.compile(r"/(1[0-9]{7})(/.*)?$", re.DOTALL)
MOST_WRONG = 20  # wrong tokens from one address in a minute
STAYS = 60  # seconds between two notes that somebody is still there
LONGEST = timedelta(hours=12).total_seconds()  # then everybody signs in again
SINCE, SEEN = "since", "seen"  # in the session: when it began, when its person last did something
ASKED_ALONE = {"working_state", "job", "returns_progress"}  # pages that ask for themselves, while nobody may be there
WITH_A_NEW_PASSWORD = {"password", "sign_out", "health"}  # all that is open until the given password is changed


class Guard:
    """Open the store that the address names to those who may, and refuse everybody else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or refuse; pages with learner data are never kept by the browser."""
        if request.path_info.startswith(FOR_PROGRAMS):
            answer = self._by_token(request)
        elif request.method not in ("GET", "HEAD") and request.headers.get("Sec-Fetch-Site", "none") not in OWN_SITE:
            answer = trouble(request, "That could not be done", "A page of another site asked for this.", 403)
        else:
            answer = self._in_its_place(request)
        answer.setdefault("Cache-Control", "no-store")
        return answer

    def _in_its_place(self, request: HttpRequest) -> HttpResponse:
        request.openlet_UKPRN, request.openlet_rights = None, frozenset({Right.ANYBODY})
        found = IN_A_STORE.match(request.path_info)
        if found is None:
            return self._shared(request)
        UKPRN, below = int(found[1]), found[2]
        if below is None:
            request.openlet_stranger = _signed_in(request) is None
            return HttpResponseRedirect(f"/{UKPRN}/")
        with store_of(UKPRN):  # already while it is asked who comes, so that the connection need not turn twice
            return self._at_a_provider(request, UKPRN, below)

    def _at_a_provider(self, request: HttpRequest, UKPRN: int, below: str) -> HttpResponse:
        """Nothing of the store is looked at until it is clear that the account has a role there."""
        account = _signed_in(request)
        request.openlet_stranger = account is None
        if account is None:
            return ask_to_sign_in(request)
        rights = rights_of(account, UKPRN)
        if not rights:
            note(REFUSED, account.username, about=f"UKPRN {UKPRN}", address=address_of(request))
            return not_found(request)
        return self._in_a_store(request, account, rights, UKPRN, below)

    def _by_token(self, request: HttpRequest) -> HttpResponse:
        """A program: what it shows is a token, and nothing else lets it in, no cookie either."""
        request.openlet_program, request.openlet_stranger, request.user = True, True, AnonymousUser()
        request.openlet_UKPRN, request.openlet_rights, request.openlet_token = None, frozenset({Right.ANYBODY}), None
        kind, _, text = request.headers.get("Authorization", "").partition(" ")
        if text and tries_too_often(request):
            return problem("Wait", "Too many wrong tokens came from your address. Wait a minute, then try again.", 429)
        token = token_of(text.strip()) if kind.lower() == "bearer" else None
        if text and token is None:
            note_wrong_token(request)
            return problem("Not let in", WRONG_TOKEN, 401)
        if token is not None:
            note_use(token)
            request.openlet_token, request.openlet_UKPRN = token, token.UKPRN
            request.openlet_rights |= rights_by(token)
        with worked_by(named(token) if token else ""):
            return self.get_response(request)

    def _shared(self, request: HttpRequest) -> HttpResponse:
        account = _signed_in(request)
        request.openlet_stranger = account is None
        if request.path_info == "/":
            return redirect("/places" if account else "/sign-in")
        own = frozenset() if account is None else rights_of(account, None) | {Right.SIGNED_IN}
        request.openlet_UKPRN, request.openlet_rights = None, own | {Right.ANYBODY}
        with worked_by(account.username if account else ""):
            return self.get_response(request)

    def _in_a_store(
        self, request: HttpRequest, account: Any, rights: frozenset[Right], UKPRN: int, below: str
    ) -> HttpResponse:
        request.openlet_UKPRN, request.openlet_rights = UKPRN, rights
        request.path_info = below
        request.META["SCRIPT_NAME"] = f"/{UKPRN}"
        set_script_prefix(f"/{UKPRN}/")
        try:
            with worked_by(account.username):
                return self.get_response(request)
        finally:
            set_script_prefix("/")

    def process_view(self, request: HttpRequest, view: Any, args: Any, named: Any) -> HttpResponse | None:
        """Refuse a page that the account may not open or send to; note what the log is to hold."""
        name = request.resolver_match.url_name
        page = PAGES.get(name)
        if getattr(request, "openlet_program", False):
            return None if may(request.openlet_rights, page, str(request.method)) else _not_by_this_token(request, name)
        if Right.SIGNED_IN in request.openlet_rights or request.openlet_UKPRN:
            if request.user.new_password and name not in WITH_A_NEW_PASSWORD:
                return redirect("/password")
            if name not in ASKED_ALONE:
                _still_there(request)
        if may(request.openlet_rights, page, str(request.method)):
            return None
        return _refused(request, page, name)


class Logged:
    """Add to the log what was seen, exported or decided, once it was answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        answer = self.get_response(request)
        match = request.resolver_match
        page = PAGES.get(match.url_name) if match else None
        kind = "" if page is None else page.seen if request.method == "GET" else page.sent
        if getattr(request, "openlet_token", None):
            self._note_token(request, kind or TOKEN, answer)
        elif page is not None and kind and answer.status_code < 400 and not _for_the_script(request):
            about = " ".join(f"{name}={value}" for name, value in match.kwargs.items())
            note(kind, request.user.username, request.openlet_UKPRN, match.url_name, about, address_of(request))
        return answer

    def _note_token(self, request: HttpRequest, kind: str, answer: HttpResponse) -> None:
        """Every use of a token is noted, also one that came to nothing."""
        match, token = request.resolver_match, request.openlet_token
        about = " ".join(f"{name}={value}" for name, value in match.kwargs.items()) if match else ""
        about = f"{answer.get('Location', about)} {answer.status_code}".strip()
        page = match.url_name if match else ""
        note(kind, named(token), token.UKPRN, page, about, address_of(request))


def tries_too_often(request: HttpRequest) -> bool:
    """Whether so many wrong tokens came from an address that it has to wait; each process counts for itself."""
    return int(cache.get(_wrong(request), 0)) >= MOST_WRONG


def note_wrong_token(request: HttpRequest) -> None:
    """Note a token that is none, or none any more."""
    cache.add(_wrong(request), 0, STAYS)
    cache.incr(_wrong(request))
    note(REFUSED, "", None, "", "a token that does not hold", address_of(request))


def _wrong(request: HttpRequest) -> str:
    return f"wrong-tokens-{address_of(request)}"


def _not_by_this_token(request: HttpRequest, name: str) -> HttpResponse:
    token = request.openlet_token
    if token is None:
        return problem("Not let in", NO_TOKEN, 401)
    note(REFUSED, named(token), token.UKPRN, name, str(request.method), address_of(request))
    return problem("Not with this token", NOT_BY_THIS, 403)


NO_TOKEN = "No token was shown. Send the header Authorization: Bearer with a token; see docs/api.md for how to get one."
WRONG_TOKEN = "The token does not hold: it is unknown, has expired or was revoked. Have another one made."
NOT_BY_THIS = "The token only reads. Have one made that may send."


def _for_the_script(request: HttpRequest) -> bool:
    """A part of a page that is open already, and noted."""
    return request.method == "GET" and bool(request.headers.get("HX-Request"))


def _signed_in(request: HttpRequest) -> Any:
    """The account that is signed in, None where none is or where it has been for too long."""
    account = request.user
    if not account.is_authenticated:
        return None
    if time.time() - request.session.get(SINCE, 0) > LONGEST:
        logout(request)
        return None
    return account


def _still_there(request: HttpRequest) -> None:
    if time.time() - request.session.get(SEEN, 0) > STAYS:
        request.session[SEEN] = time.time()


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """On to the page for signing in, and then back; the script of a page that stands open is told in words."""
    if request.headers.get("HX-Request"):
        text = "You are signed out. Sign in in another window, then make the change again: it was not saved."
        return trouble(request, "Signed out", text, 401)
    wanted = {"next": request.get_full_path()} if request.method == "GET" else {}
    return redirect(f"/sign-in?{urlencode(wanted)}" if wanted else "/sign-in")


def _refused(request: HttpRequest, page: Page | None, name: str) -> HttpResponse:
    if request.openlet_stranger:
        return ask_to_sign_in(request)
    note(REFUSED, request.user.username, request.openlet_UKPRN, name, str(request.method), address_of(request))
    here = request.openlet_rights - {Right.ANYBODY, Right.SIGNED_IN}
    held_here = page is not None and any(right in HERE[request.openlet_UKPRN is not None] for right in _asked(page))
    if not here or not held_here:
        return not_found(request)
    if request.headers.get("HX-Request"):
        return trouble(request, "Not saved", NOT_YOURS, 403)
    return render(request, "team/not_yours.html", {"text": NOT_YOURS}, status=403)


NOT_YOURS = "Your role does not include this. Whoever keeps the accounts of this place can give you another role."
AT_A_PROVIDER = {Right.READ, Right.EDIT, Right.MANAGE}
HERE = {True: AT_A_PROVIDER, False: {*Right} - AT_A_PROVIDER}


def _asked(page: Page) -> set[Right]:
    return {*page.look, *page.send}


def home_of(UKPRN: int | None) -> str:
    """The address of the first page of a place."""
    return f"/{UKPRN}/" if UKPRN else reverse("authority")
