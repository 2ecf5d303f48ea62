"""The configuration file: what is missing or wrong is said with what to do; TLS sets cookies and headers."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from openlet.cli import main
from openlet.store.refusals import NotDone
from openlet.team.configuration import Configuration, read, write_new
from openlet.team.connections import databases
from tests.running import SOURCE

GOOD = f"""
database = "host=/run/postgresql dbname=openlet user=openlet"
secret = "{"s" * 40}"
hosts = ["openlet.example.org"]
data = "/var/lib/openlet"
"""


def said(folder: Path, text: str) -> Configuration:
    path = folder / "team.toml"
    path.write_text(text, encoding="utf-8")
    return read(path)


def test_what_is_not_said_is_safe(tmp_path: Path) -> None:
    found = said(tmp_path, GOOD)
    assert (found.tls, found.two_factor, found.open_id_connect, found.idle_minutes) == (True, False, None, 30)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "does not say database"),
        (GOOD.replace("hosts", "host"), "does not say hosts"),
        (GOOD + "\ncolour = 1", "says colour, which OpenLET does not know"),
        (GOOD + '\ntls = "yes"', "tls in .* must be written as true or false"),
        (GOOD + "\nproxies = true", "proxies in .* must be written as a whole number"),
        (GOOD.replace("s" * 40, "short"), "shorter than 40"),
        (GOOD.replace('["openlet', '["", "openlet'), "must be names"),
        (GOOD + '\n[open_id_connect]\nname = "x"', "needs client_id, name, secret, server"),
        ("database =", "is no TOML file"),
    ],
)
def test_what_is_wrong_is_said(text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(NotDone, match=told):
        said(tmp_path, text)


def test_a_database_that_is_no_address_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotDone, match="is no address"):
        databases(said(tmp_path, GOOD.replace("host=/run/postgresql dbname", "no address")))
    words, address = "host=/run/postgresql dbname=openlet user=openlet", "postgresql://o@h:1/n?sslmode=require"
    found = databases(said(tmp_path, GOOD.replace(words, address)))
    assert {name: found["default"][name] for name in ("HOST", "PORT", "USER", "NAME")} == {
        "HOST": "h", "PORT": "1", "USER": "o", "NAME": "n",
    }  # fmt: skip
    assert found["default"]["OPTIONS"]["sslmode"] == "require"


def test_a_new_one_is_private_has_a_secret_and_never_replaces_another(tmp_path: Path) -> None:
    path = tmp_path / "etc" / "team.toml"
    write_new(path, "postgresql:///openlet", "openlet.example.org", Path("/var/lib/openlet"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    first = read(path)
    assert len(first.secret) >= 40 and first.hosts == ("openlet.example.org",)
    with pytest.raises(NotDone, match="is there already"):
        write_new(path, "", "", tmp_path)
    assert read(path) == first


def test_the_command_says_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["team", "migrate", "--config", str(tmp_path / "none.toml")]) == 2
    assert "openlet team init" in capsys.readouterr().err


BEHIND_TLS = """
import json
from pathlib import Path
from openlet.team.start import prepare
prepare(Path({config!r}))
from django.test import Client
browser = Client(SERVER_NAME="openlet.example.org")
behind = dict(HTTP_X_FORWARDED_PROTO="https", HTTP_SEC_FETCH_SITE="same-origin")
page = browser.get("/sign-in", **behind)
done = browser.post("/sign-in", dict(username="reader", password={password!r}), **behind)
flags = lambda cookie: [bool(cookie["secure"]), bool(cookie["httponly"]), cookie["samesite"], cookie["path"]]
print(json.dumps({{
    "plain": [browser.get("/sign-in").status_code, browser.get("/sign-in")["Location"]],
    "health": browser.get("/health").status_code,
    "hsts": page["Strict-Transport-Security"],
    "session": flags(done.cookies["openlet_session"]),
    "csrf": flags(page.cookies["csrftoken"]),
}}))
"""


def test_behind_tls_cookies_and_headers_keep_to_it(tmp_path: Path) -> None:
    from tests.team.people import PASSWORD

    text = Path(os.environ["OPENLET_TEAM"]).read_text(encoding="utf-8")
    path = tmp_path / "team.toml"
    path.write_text(text.replace("tls = false", "tls = true").replace('"127.0.0.1"', '"openlet.example.org"'))
    code = BEHIND_TLS.format(config=str(path), password=PASSWORD)
    given = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "OPENLET"))}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=given | {"PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found == {
        "plain": [301, "https://openlet.example.org/sign-in"],
        "health": 200,
        "hsts": "max-age=31536000",
        "session": [True, True, "Lax", "/"],
        "csrf": [True, True, "Strict", "/"],
    }
