"""The configuration file of a team's server: one TOML file that only the program may read."""

import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from openlet.ilr.writing import ONLY_MY_FILE
from openlet.store.refusals import NotDone

VARIABLE = "OPENLET_TEAM"  # the path of the file
USUAL = Path("/etc/openlet/team.toml")
SHORTEST_SECRET = 40  # characters
SHORTEST_TOKEN = 32  # characters


@dataclass(frozen=True, slots=True)
class OpenIdConnect:
    """A sign-in of the organisation's own: its name on the button, the address of its server, and our name there.

    ``claim`` is what names the account here: ``email`` (which the other side must have verified), or another one that
    people cannot choose for themselves.
    """

    name: str
    server: str
    client_id: str
    secret: str
    claim: str = "email"


@dataclass(frozen=True, slots=True)
class Configuration:
    """What the file says. ``proxies``: how many proxies in front of the program add to X-Forwarded-For."""

    database: str
    secret: str
    hosts: tuple[str, ...]
    data: Path
    tls: bool = True
    proxies: int = 1
    idle_minutes: int = 30
    two_factor: bool = False
    metrics_token: str = ""
    open_id_connect: OpenIdConnect | None = None


def path_of(given: Path | None = None, environment: Mapping[str, str] | None = None) -> Path:
    """The file given, else that of ``OPENLET_TEAM``, else the usual one."""
    environment = os.environ if environment is None else environment
    return given or Path(environment.get(VARIABLE) or USUAL)


def read(path: Path) -> Configuration:
    """Read the file. Raises ``NotDone`` with what is wrong and what to do."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NotDone(f"There is no configuration {path}. Make one with: openlet team init --config {path}") from None
    except OSError as error:
        raise NotDone(f"{path} could not be read: {(error.strerror or 'no reason given').lower()}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NotDone(f"{path} is no TOML file: {error}. Mend it, then try again.") from None
    return _checked(said, path)


KINDS: dict[str, type] = {
    "database": str, "secret": str, "hosts": list, "data": str, "tls": bool, "proxies": int, "idle_minutes": int,
    "two_factor": bool, "metrics_token": str, "open_id_connect": dict,
}  # fmt: skip
NEEDED = ("database", "secret", "hosts", "data")


def _checked(said: dict[str, Any], path: Path) -> Configuration:
    for name in NEEDED:
        if not said.get(name):
            raise NotDone(f"{path} does not say {name}. See docs/deploy.md for what belongs into it.")
    for name, value in said.items():
        if name not in KINDS:
            raise NotDone(f"{path} says {name}, which OpenLET does not know. Known are {', '.join(KINDS)}.")
        if type(value) is not KINDS[name]:
            raise NotDone(f"{name} in {path} must be written as {WORDS[KINDS[name]]}.")
    if len(said["secret"]) < SHORTEST_SECRET:
        raise NotDone(f"The secret in {path} is shorter than {SHORTEST_SECRET} characters. Take a longer one.")
    if said.get("metrics_token") is not None and len(said["metrics_token"]) < SHORTEST_TOKEN:
        raise NotDone(f"The metrics_token in {path} is shorter than {SHORTEST_TOKEN} characters. Take a longer one.")
    if not all(isinstance(one, str) and one for one in said["hosts"]):
        raise NotDone(f"hosts in {path} must be names such as openlet.example.org.")
    given = said | {"hosts": tuple(said["hosts"]), "data": Path(said["data"])}
    if "open_id_connect" in said:
        given["open_id_connect"] = _open_id_connect(said["open_id_connect"], path)
    return Configuration(**given)


WORDS = {
    str: 'text in quotes, such as "text"',
    list: 'a list, such as ["openlet.example.org"]',
    bool: "true or false",
    int: "a whole number",
    dict: "a table of its own",
}


def _open_id_connect(said: dict[str, Any], path: Path) -> OpenIdConnect:
    known = {field.name for field in fields(OpenIdConnect)}
    needed = known - {"claim"}
    if not needed <= said.keys() <= known or not all(isinstance(one, str) and one for one in said.values()):
        raise NotDone(
            f"[open_id_connect] in {path} needs {', '.join(sorted(needed))}, and may have claim, each as text."
        )
    return OpenIdConnect(**said)


def write_new(path: Path, database: str, host: str, data: Path) -> None:
    """Write a configuration with a new secret, for the program's user only. Raises ``NotDone`` where there is one."""
    text = TEXT.format(database=database, secret=secrets.token_urlsafe(48), host=host, data=data)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_MY_FILE), "w") as file:
            file.write(text)
    except FileExistsError:
        raise NotDone(f"{path} is there already and was left as it is. Change it with an editor.") from None
    except OSError as error:
        raise NotDone(f"{path} could not be written: {(error.strerror or 'no reason given').lower()}.") from None


TEXT = """\
# OpenLET for a team. It holds secrets: only the user that the program runs as may read it. See docs/deploy.md.

# Where PostgreSQL is: an address, or words such as "host=/run/postgresql dbname=openlet user=openlet".
database = "{database}"

# Signs cookies. Who knows it can sign in as anybody; a new one signs everybody out.
secret = "{secret}"

# The names under which browsers reach this server.
hosts = ["{host}"]

# Ledgers, exported files and reference data.
data = "{data}"

# Browsers reach it over https only, through a proxy on this machine which says so in X-Forwarded-Proto.
tls = true

# How many proxies are in front of the program: it locks out addresses that try passwords.
proxies = 1

# Whoever does nothing for so long is signed out.
idle_minutes = 30

# Offer a second factor (an app with six figures) to every account.
two_factor = false

# Figures for Prometheus at /metrics, for who sends this token; without it they are not there.
# metrics_token = "..."

# Sign in with the organisation's own accounts (OpenID Connect):
# [open_id_connect]
# name = "Council account"
# server = "https://login.example.org/realms/council"
# client_id = "openlet"
# secret = "..."
# claim = "email"
"""
