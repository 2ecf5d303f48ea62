"""Only the browser that was let in gets anything, and every answer says how it may be used."""

import json
import socket
import stat
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.running import Running, copied, python
from tests.web.served.asking import YEAR, Visitor

NAMED = (
    "import json, sys; from pathlib import Path\n"
    "from openlet.web.serving import open_store\n"
    "open_store(Path(sys.argv[1]))\n"
    "from openlet.web.guard import launch_token\n"
    "from django.core import signing\n"
    "old = signing.TimestampSigner(salt='openlet.launch')\n"
    "old.timestamp = lambda: signing.b62_encode(1_700_000_000)\n"
    "other = signing.dumps('x' * 32, salt='openlet.session')\n"
    "print(json.dumps(dict(good=launch_token(), old=old.sign_object('a' * 32), other=other)))\n"
)
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
PAGES = ("/", f"/{YEAR}/", f"/{YEAR}/learners/", "/learner/1/", f"/{YEAR}/settings", "/welcome", "/nowhere")


@pytest.fixture
def stranger(served: Running) -> Visitor:
    """A browser that was not let in."""
    return Visitor(served.address)


@pytest.fixture(scope="module")
def tokens(served: Running, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Launch tokens that the program itself signed: a good one, one of long ago, one that is meant as a cookie."""
    made: dict[str, str] = json.loads(python(NAMED, tmp_path_factory.mktemp("tokens"), str(served.folder)))
    return made


@pytest.mark.parametrize("path", PAGES)
def test_without_the_cookie_every_page_is_refused(path: str, stranger: Visitor) -> None:
    answer = stranger.get(path)
    assert answer.status == 403
    assert "only the browser that OpenLET opened itself" in answer.text
    assert "Example Training" not in answer.text
    assert "10999991" not in answer.text


def test_without_the_cookie_nothing_can_be_saved(stranger: Visitor, visitor: Visitor) -> None:
    learner = visitor.add_learner()
    stranger.token, stranger.cookies["csrftoken"] = visitor.token, visitor.cookies["csrftoken"]
    assert stranger.save(learner, "Learner/FamilyName", "Intruder").status == 403
    assert "Intruder" not in visitor.get(f"/learner/{learner}/").text


def test_the_launch_link_works_once(served: Running, cookies: Mapping[str, str], stranger: Visitor) -> None:
    assert cookies["openlet_session"]  # it has been used
    parts = urlsplit(served.link)
    answer = stranger.get(f"{parts.path}?{parts.query}")
    assert answer.status == 403
    assert "used already or is too old" in answer.text
    assert stranger.get(f"/{YEAR}/").status == 403


@pytest.mark.parametrize("which", ["old", "other"])
def test_an_old_token_and_one_for_something_else_are_refused(
    which: str, tokens: dict[str, str], stranger: Visitor
) -> None:
    assert stranger.get(f"/start?token={tokens[which]}").status == 403
    assert "openlet_session" not in stranger.cookies


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "%00"])
def test_a_token_that_was_not_signed_is_refused(token: str, stranger: Visitor) -> None:
    assert stranger.get(f"/start?token={token}").status == 403


def test_a_new_token_lets_in_and_never_leads_to_another_site(tokens: dict[str, str], stranger: Visitor) -> None:
    answer = stranger.get(f"/start?token={tokens['good']}&next=//elsewhere.example/")
    assert (answer.status, answer.place) == (302, "/")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert stranger.get(f"/{YEAR}/").status == 200


def test_a_cookie_that_was_changed_is_refused(cookies: dict[str, str], stranger: Visitor) -> None:
    stranger.cookies = cookies | {"openlet_session": cookies["openlet_session"][:-1] + "_"}
    assert stranger.get(f"/{YEAR}/").status == 403


@pytest.mark.parametrize("host", ["elsewhere.example", "elsewhere.example:80", "127.0.0.2", "[::1]", ""])
def test_a_request_for_another_host_is_refused(host: str, visitor: Visitor) -> None:
    answer = visitor.get(f"/{YEAR}/", {"Host": host})
    assert answer.status == 400
    assert "Example Training" not in answer.text


def test_a_form_of_another_origin_is_refused_even_with_a_good_token(visitor: Visitor) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": visitor.token}
    for origin in ("http://elsewhere.example", "null", f"http://{visitor.host}1"):
        answer = visitor.ask("POST", f"/{YEAR}/settings/provider", "name=Other", headers | {"Origin": origin})
        assert answer.status == 403, origin
    own = visitor.ask("POST", f"/{YEAR}/settings/provider", "name=Own", headers | {"Origin": f"http://{visitor.host}"})
    assert own.status == 302


@pytest.mark.parametrize("token", ["", "x" * 64])
def test_a_form_without_its_token_is_refused_in_plain_words(token: str, visitor: Visitor) -> None:
    visitor.token = token
    answer = visitor.post(f"/{YEAR}/settings/provider", name="Other")
    assert answer.status == 403
    assert "The page was too old" in answer.text
    assert "Other" not in visitor.get(f"/{YEAR}/settings").text


def test_a_page_of_another_site_or_of_another_port_can_fetch_nothing(visitor: Visitor) -> None:
    for path in PAGES[1:4]:
        assert visitor.get(path, {"Sec-Fetch-Site": "cross-site"}).status == 403
        assert visitor.get(path, {"Sec-Fetch-Site": "same-site"}).status == 403
        assert visitor.get(path, {"Sec-Fetch-Site": "same-origin"}).status == 200
        assert visitor.get(path, {"Sec-Fetch-Site": "none"}).status == 200


def test_no_answer_may_be_read_by_other_sites(visitor: Visitor) -> None:
    for path in (f"/{YEAR}/", "/health", "/static/openlet/openlet.css"):
        answer = visitor.get(path, {"Origin": "http://elsewhere.example"})
        assert answer.headers["Access-Control-Allow-Origin"] is None, path


@pytest.mark.parametrize("path", [*PAGES, "/start?token=x", "/health"])
def test_every_page_carries_the_same_strict_headers(path: str, visitor: Visitor) -> None:
    answer = visitor.get(path)
    said = [line.strip().partition(" ") for line in answer.headers["Content-Security-Policy"].split(";")]
    assert {name: value for name, _, value in said} == POLICY
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_a_static_file_is_what_it_says_and_nothing_else_is_served(visitor: Visitor) -> None:
    answer = visitor.get("/static/openlet/openlet-saving.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    for path in ("/static/", "/static/openlet/", "/static/../settings.py", "/static/%2e%2e/settings.py", "/static/x"):
        assert visitor.get(path).status == 404, path


@pytest.mark.skipif(sys.platform != "linux", reason="NOT TESTED: only Linux has more than one address of its own")
def test_the_program_listens_on_its_one_address_only(served: Running) -> None:
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", served.port), timeout=5)


def test_the_data_folder_and_everything_in_it_belong_to_its_owner_alone(served: Running, visitor: Visitor) -> None:
    assert visitor.post(f"/{YEAR}/settings/backup").status == 302
    assert stat.S_IMODE(served.folder.stat().st_mode) == 0o700
    modes = {
        str(path.relative_to(served.folder)): stat.S_IMODE(path.stat().st_mode) for path in served.folder.rglob("*")
    }
    assert {"openlet.key", "openlet.sqlite3", "openlet.sqlite3-wal", "backups"} <= modes.keys()
    readable = {name: oct(mode) for name, mode in modes.items() if mode & 0o077 and name != "invented.txt"}
    assert readable == {}


def test_the_key_stays_and_a_store_of_its_own_has_another(demo: Path, served: Running, tmp_path: Path) -> None:
    again = Running(copied(served.folder, tmp_path / "data"), tmp_path / "beside")
    again.stop()
    key = (served.folder / "openlet.key").read_text(encoding="ascii")
    assert (again.folder / "openlet.key").read_text(encoding="ascii") == key
    empty = Running(tmp_path / "new", tmp_path / "beside-new")
    empty.stop()
    other = empty.folder / "openlet.key"
    assert other.read_text(encoding="ascii") != key
    assert stat.S_IMODE(other.stat().st_mode) == 0o600
