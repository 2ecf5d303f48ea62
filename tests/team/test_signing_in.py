"""Signing in: what is asked of passwords, how trying is stopped, how long it lasts, and what the log holds of it."""

import time
from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.test import Client, override_settings

from openlet.invented.example import UKPRN as NORTH
from openlet.team.models import Account, Event
from openlet.team.services import add_account, set_ended
from openlet.web.team.guard import LONGEST, SINCE
from tests.team.people import PASSWORD, People


def stranger(**more: str) -> Client:
    return Client(SERVER_NAME="127.0.0.1", headers={"sec-fetch-site": "same-origin"} | more)


@pytest.fixture
def newcomer() -> Iterator[tuple[Account, str]]:
    name = f"newcomer{Account.objects.count()}"
    yield add_account(name, "New Person", "reader", NORTH, "tests")


def kinds(account: str) -> list[str]:
    return list(Event.objects.filter(account=account).order_by("pk").values_list("kind", flat=True))


def test_a_given_password_is_changed_before_anything_else(newcomer: tuple[Account, str]) -> None:
    account, given = newcomer
    browser = stranger()
    answer = browser.post("/sign-in", {"username": account.username.upper(), "password": given})
    assert answer.status_code == 302
    assert browser.get(f"/{NORTH}/2425/")["Location"] == "/password"
    for new, again, wrong in (
        ("short", "short", "too short"),
        ("password1234", "password1234", "too common"),
        (f"{account.username}-1", f"{account.username}-1", "too similar"),
        ("739518462905", "739518462905", "entirely numeric"),
        ("a good long one", "a good long two", "not typed the same"),
        (given, given, "not the old one"),
    ):
        answer = browser.post("/password", {"old": given, "new": new, "again": again})
        assert (answer.status_code, wrong in answer.content.decode()) == (422, True), new
    assert (
        browser.post("/password", {"old": "x", "new": "a good long one", "again": "a good long one"}).status_code == 422
    )
    assert (
        browser.post("/password", {"old": given, "new": "a good long one", "again": "a good long one"}).status_code
        == 302
    )
    assert browser.get(f"/{NORTH}/2425/").status_code == 200
    assert kinds(account.username)[:1] == ["signed in"]


def test_passwords_are_kept_as_argon2() -> None:
    from django.conf import settings

    from openlet.web import team_settings

    assert settings.configured
    assert team_settings.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
    with override_settings(PASSWORD_HASHERS=team_settings.PASSWORD_HASHERS):
        assert make_password("x").startswith("argon2$")


def test_five_wrong_passwords_lock_the_account_for_that_address_only(newcomer: tuple[Account, str]) -> None:
    account, given = newcomer
    tries = [stranger().post("/sign-in", {"username": account.username, "password": str(one)}) for one in range(5)]
    assert [one.status_code for one in tries] == [422, 422, 422, 422, 429]
    right = {"username": account.username, "password": given}
    assert stranger().post("/sign-in", right).status_code == 429
    elsewhere = Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR="192.0.2.7")
    assert elsewhere.post("/sign-in", right).status_code == 302
    found = kinds(account.username)
    assert (found[:4], found[-1]) == (["sign-in failed"] * 4, "signed in")
    assert set(found[4:-1]) == {"sign-in failed", "locked out"}


def test_what_was_typed_and_is_no_accounts_name_is_not_kept() -> None:
    stranger().post("/sign-in", {"username": "My-secret-2026", "password": "x"})
    last = Event.objects.order_by("-pk").first()
    assert last is not None and (last.kind, last.account) == ("sign-in failed", "")
    assert last.about == "no account of that name"


def test_the_address_is_the_one_that_the_proxies_vouch_for() -> None:
    from django.conf import settings
    from django.test import RequestFactory

    from openlet.team.configuration import Configuration
    from openlet.web.team.requests import address_of

    def asked(proxies: int, passed: str, came: str = "127.0.0.1") -> str | None:
        said: Configuration = settings.TEAM
        given = {name: getattr(said, name) for name in said.__slots__} | {"proxies": proxies}
        with override_settings(TEAM=Configuration(**given)):
            return address_of(RequestFactory().get("/", HTTP_X_FORWARDED_FOR=passed, REMOTE_ADDR=came))

    assert asked(0, "203.0.113.9") == "127.0.0.1"
    assert asked(1, "203.0.113.9, 192.0.2.1") == "192.0.2.1"
    assert asked(2, "203.0.113.9, 192.0.2.1") == "203.0.113.9"
    assert asked(1, "") == "127.0.0.1"
    assert asked(1, "192.0.2.1:5000") == "192.0.2.1"
    assert asked(1, "[2001:db8::1]:5000") == "2001:db8::1"
    assert asked(1, "no address") is None
    assert asked(0, "", "127.0.0.1:43210") == "127.0.0.1"


def test_an_ended_account_is_out_at_once(newcomer: tuple[Account, str]) -> None:
    account, given = newcomer
    browser = stranger()
    browser.post("/sign-in", {"username": account.username, "password": given})
    assert browser.get("/account").status_code == 302
    set_ended(account, True, NORTH, "tests")
    assert browser.get("/password")["Location"].startswith("/sign-in")
    assert stranger().post("/sign-in", {"username": account.username, "password": given}).status_code == 422


def test_who_does_nothing_is_signed_out_and_so_is_everybody_after_half_a_day(people: People) -> None:
    browser = people("reader")
    assert browser.get("/account").status_code == 200
    session = browser.session
    session[SINCE] = time.time() - LONGEST - 1
    session.save()
    assert browser.get("/account").status_code == 302
    assert not Session.objects.filter(pk=session.session_key).exists()
    answer = stranger().post("/sign-in", {"username": "editor", "password": PASSWORD})
    kept = Session.objects.get(pk=answer.cookies["openlet_session"].value)
    left = kept.expire_date.timestamp() - time.time()
    assert 0 < left <= 30 * 60
    assert answer.cookies["openlet_session"]["max-age"] == ""  # it goes with the browser


def test_signing_out_takes_a_form_and_ends_it(people: People) -> None:
    browser = people("approver")
    assert browser.get("/sign-out").status_code == 200
    assert browser.get("/authority").status_code == 200
    assert browser.post("/sign-out")["Location"] == "/sign-in"
    assert browser.get("/authority").status_code == 302
    assert kinds("approver")[-1] == "signed out"


@pytest.mark.parametrize("wanted", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_nobody_is_sent_on_to_another_site(wanted: str) -> None:
    answer = stranger().post("/sign-in", {"username": "reader", "password": PASSWORD, "next": wanted})
    assert answer["Location"] == "/places"


def test_a_form_without_its_token_or_from_another_site_is_refused() -> None:
    strict = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)
    assert strict.post("/sign-in", {"username": "reader", "password": PASSWORD}).status_code == 403
    foreign = Client(SERVER_NAME="127.0.0.1", headers={"sec-fetch-site": "cross-site"})
    assert foreign.post("/sign-in", {"username": "reader", "password": PASSWORD}).status_code == 403
    assert Client(SERVER_NAME="evil.example.org").get("/sign-in").status_code == 400


def test_what_was_seen_taken_out_and_refused_is_in_the_log(people: People) -> None:
    before = Event.objects.count()
    editor, reader = people("editor"), people("reader")
    begins = Event.objects.order_by("-pk").first()
    assert begins is not None and before <= begins.pk
    editor.get(f"/{NORTH}/2425/learners/?q=secret")
    editor.get(f"/{NORTH}/2425/learners/", headers={"HX-Request": "true"})
    editor.get(f"/{NORTH}/2425/work/file.csv")
    reader.get(f"/{NORTH}/2425/work/file.csv")
    people("guest").get(f"/{NORTH}/2425/")
    found = Event.objects.filter(pk__gt=begins.pk).exclude(kind="signed in").order_by("pk")
    assert [(one.account, one.kind, one.page, one.UKPRN, one.about) for one in found] == [
        ("editor", "saw", "learners", NORTH, "year=2425"),
        ("editor", "exported", "work_file", NORTH, "year=2425 form=csv"),
        ("reader", "refused", "work_file", NORTH, "GET"),
        ("guest", "refused", "", None, f"UKPRN {NORTH}"),
    ]
    assert {one.address for one in found} == {"127.0.0.1"}
    shown = people("manager").get(f"/{NORTH}/log?account=editor").content.decode()
    assert "work file" in shown and "secret" not in shown
    assert people("southern").get("/10999992/log").content.decode().count("sheet export") == 0


@pytest.mark.parametrize("path", ["/sign-in", f"/{NORTH}/2425/", "/nowhere", f"/{NORTH}/nowhere"])
def test_headers_of_every_answer(path: str, people: People) -> None:
    answer = people("reader").get(path, follow=True)
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cache-Control"].startswith("no-store") or "no-cache" in answer["Cache-Control"]
