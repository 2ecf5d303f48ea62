"""The second step: asked for after the password, each code good once, none to be tried out; and signing in elsewhere"""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.test import Client
from django.utils import timezone

from openlet.invented.example import UKPRN as NORTH
from openlet.team.models import Account, Event
from openlet.team.services import add_account, change_password, give_new_password
from openlet.web.team.views import second_step
from tests.team.people import PASSWORD


@pytest.fixture
def account() -> Account:
    made, _ = add_account(f"stepper{Account.objects.count()}", "Stepper", "reader", NORTH, "tests")
    change_password(made, PASSWORD)
    return made


def stranger() -> Client:
    return Client(SERVER_NAME="127.0.0.1", headers={"sec-fetch-site": "same-origin"})


def begun(account: Account) -> Client:
    """A browser in which the password was right."""
    browser = stranger()
    sent = {"username": account.username, "password": PASSWORD, "next": f"/{NORTH}/2425/money/"}
    browser.post("/sign-in", sent)
    return browser


def code_of(secret: str) -> str:
    """What the app shows now."""
    now = list(yield_hotp_counters_from_time())[1]
    return str(format_hotp_value(hotp_value(secret, now)))


def added(account: Account) -> tuple[str, list[str]]:
    """Add the second step as a person does: the app's secret, and the codes to be written down."""
    browser = begun(account)
    page = browser.get("/account/second-step").content.decode()
    secret = re.search("<code>([A-Z2-7 ]+)</code>", page)
    assert secret and "<svg" in page
    bare = secret[1].replace(" ", "")
    for code, password in (("1", PASSWORD), (code_of(bare), "x")):
        assert browser.post("/account/second-step", {"code": code, "password": password}).status_code == 422
    done = browser.post("/account/second-step", {"code": code_of(bare), "password": PASSWORD}).content.decode()
    codes = re.findall("<code>([0-9]{8})</code>", done)
    assert len(codes) == 10
    return bare, codes


def test_without_it_the_password_is_enough(account: Account) -> None:
    assert begun(account).get("/account").status_code == 200


def test_the_code_is_asked_for_and_works_once(account: Account) -> None:
    secret, _ = added(account)
    Authenticator.objects.update(last_used_at=timezone.now() - timedelta(minutes=1))
    browser = begun(account)
    assert browser.get("/account").status_code == 302  # not in yet
    assert browser.post("/second-step", {"code": "000000"}).status_code == 422
    code = code_of(secret)
    assert browser.post("/second-step", {"code": code})["Location"] == f"/{NORTH}/2425/money/"
    assert browser.get("/account").status_code == 200
    again = begun(account)
    assert again.post("/second-step", {"code": code}).status_code == 422
    assert again.get("/account").status_code == 302


def test_a_code_that_was_written_down_works_once(account: Account) -> None:
    _, codes = added(account)
    assert begun(account).post("/second-step", {"code": codes[3]}).status_code == 302
    assert begun(account).post("/second-step", {"code": codes[3]}).status_code == 422
    assert begun(account).post("/second-step", {"code": codes[4]}).status_code == 302


def test_codes_cannot_be_tried_out(account: Account) -> None:
    _, codes = added(account)
    browser = begun(account)
    for number in range(5):
        assert browser.post("/second-step", {"code": str(number)}).status_code in (422, 429)
    assert browser.post("/second-step", {"code": codes[0]})["Location"] == "/sign-in"
    assert Event.objects.filter(account=account.username, kind="sign-in failed").count() >= 5


def test_without_the_password_first_no_code_lets_anybody_in(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    _, codes = added(account)
    assert stranger().post("/second-step", {"code": codes[0]})["Location"] == "/sign-in"
    late = begun(account)
    monkeypatch.setattr(second_step, "WAITS", -1)
    assert late.post("/second-step", {"code": codes[0]})["Location"] == "/sign-in"


def test_the_secret_is_not_readable_in_the_database(account: Account) -> None:
    secret, codes = added(account)
    kept = json.dumps(list(Authenticator.objects.filter(user=account).values_list("data", flat=True)))
    assert secret not in kept and codes[0] not in kept


def test_it_is_taken_away_with_the_password_or_by_whoever_keeps_the_accounts(account: Account) -> None:
    _, codes = added(account)
    browser = begun(account)
    browser.post("/second-step", {"code": codes[0]})
    assert browser.post("/account/second-step", {"password": "x"}).status_code == 422
    assert browser.post("/account/second-step", {"password": PASSWORD}).status_code == 302
    assert not second_step.has_one(account)
    added(account)
    give_new_password(account, NORTH, "tests")
    assert not second_step.has_one(account)


# The organisation's own sign-in.


class Elsewhere(BaseHTTPRequestHandler):
    """A sign-in server of tests: says of everybody what ``person`` says."""

    person: dict[str, Any]

    def do_GET(self) -> None:
        here = settings.TEAM.open_id_connect.server
        if self.path.endswith("openid-configuration"):
            names = {"authorization": "authorize", "token": "token", "userinfo": "me"}
            said: Any = {f"{one}_endpoint": f"{here}/{path}" for one, path in names.items()}
            said |= {"issuer": here, "jwks_uri": f"{here}/keys"}
        else:
            said = self.person
        self._say(said)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._say({"access_token": "opens-me", "token_type": "Bearer"})

    def _say(self, said: Any) -> None:
        content = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Nothing."""


@pytest.fixture
def other_side() -> Iterator[type[Elsewhere]]:
    server = HTTPServer(("127.0.0.1", urlsplit(settings.TEAM.open_id_connect.server).port or 0), Elsewhere)
    Thread(target=server.serve_forever, daemon=True).start()
    yield Elsewhere
    server.shutdown()
    server.server_close()


def come_back(browser: Client) -> Any:
    """Go to the other side, and come back as its page would send one."""
    there = browser.get("/elsewhere/own")
    assert there.status_code == 302
    asked = parse_qs(urlsplit(there["Location"]).query)
    assert asked["redirect_uri"] == ["http://127.0.0.1/elsewhere/own/back"]
    assert asked["code_challenge_method"] == ["S256"]
    return browser.get("/elsewhere/own/back", {"code": "c", "state": asked["state"][0]})


def test_who_has_an_account_here_is_let_in(other_side: type[Elsewhere]) -> None:
    add_account("known@example.org", "Known", "reader", NORTH, "tests")
    change_password(Account.objects.get(username="known@example.org"), PASSWORD)
    other_side.person = {"sub": "1", "email": "Known@Example.org", "email_verified": True}
    browser = stranger()
    assert "Council account" in browser.get("/sign-in").content.decode()
    assert come_back(browser)["Location"] == "/places"
    assert browser.get(f"/{NORTH}/2425/").status_code == 200


@pytest.mark.parametrize(
    "person",
    [
        {"sub": "1", "email": "stranger@example.org", "email_verified": True},
        {"sub": "1", "email": "reader", "email_verified": False},
        {"sub": "1", "email": "reader"},
        {"sub": "1", "preferred_username": "reader"},
        {"sub": "reader"},
    ],
)
def test_nobody_else_is_and_no_account_is_made(person: dict[str, Any], other_side: type[Elsewhere]) -> None:
    before = Account.objects.count()
    other_side.person = person
    browser = stranger()
    answer = come_back(browser)
    assert answer.status_code == 403
    assert "no account here" in answer.content.decode()
    assert browser.get("/account").status_code == 302
    assert Account.objects.count() == before


def test_an_answer_that_was_not_asked_for_is_refused(other_side: type[Elsewhere]) -> None:
    other_side.person = {"sub": "1", "email": "reader", "email_verified": True}
    for sent in ({"code": "c", "state": "guessed"}, {"code": "c"}, {"error": "access_denied"}):
        assert stranger().get("/elsewhere/own/back", sent).status_code == 403
    assert stranger().get("/elsewhere/another").status_code == 404


def test_another_side_that_is_away_is_said() -> None:
    answer = stranger().get("/elsewhere/own")
    assert answer.status_code == 502
    assert "cannot be reached" in answer.content.decode()
