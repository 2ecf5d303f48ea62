"""A throw-away PostgreSQL for the tests of a team's server, where its programs are installed.

``OPENLET_TESTS=team`` chooses it: then the store of a provider on that server stands in for the store of a data folder,
and ``tests/team`` is run. Without it those tests are left out, and the summary of the run says so.
"""

import atexit
import os
import shutil
import socket
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest

VARIABLE = "OPENLET_TESTS"
UKPRN = 10999998  # of the store that stands in for a data folder
CONFIGURATION = """\
database = "host={place} dbname=postgres user=postgres"
secret = "for-tests-only-for-tests-only-for-tests-only"
hosts = ["127.0.0.1", "localhost", "testserver"]
data = "{data}"
tls = false
proxies = 0
two_factor = true

[open_id_connect]
name = "Council account"
server = "http://127.0.0.1:{elsewhere}"
client_id = "openlet"
secret = "for-tests-only"
"""


def is_team() -> bool:
    """Whether the tests of a team's server are asked for."""
    return os.environ.get(VARIABLE) == "team"


on_sqlite_only = pytest.mark.skipif(is_team(), reason="about the files of a store on one's own machine")


def programs() -> Path | None:
    """The folder with PostgreSQL's programs, None where they are not installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    return max(Path("/usr/lib/postgresql").glob("*/bin/initdb"), default=Path()).parent.absolute() or None


class Cluster:
    """A PostgreSQL of its own in a temporary folder, reached through a socket there."""

    def __init__(self, keeps: bool = False) -> None:
        """``keeps``: what is written is safe from a loss of power, which only costs time in a test."""
        self.options = "-c max_connections=250" + ("" if keeps else " -c fsync=off")
        found = programs()
        assert found is not None and (found / "initdb").exists(), (
            "THE TESTS OF A TEAM'S SERVER NEED POSTGRESQL. Install it first: apt-get install postgresql"
        )
        self.programs, self.place = found, Path(tempfile.mkdtemp(prefix="openlet-pg-"))
        if os.geteuid() == 0:
            shutil.chown(self.place, "postgres", "postgres")
        atexit.register(self.remove)
        self._run(
            "initdb", "-D", str(self.data), "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-N"
        )
        self.start()

    @property
    def data(self) -> Path:
        return self.place / "data"

    def start(self) -> None:
        """Start it."""
        options = f"-c listen_addresses='' -k {self.place} {self.options}"
        self._run("pg_ctl", "-D", str(self.data), "-o", options, "-l", str(self.place / "log"), "-w", "start")

    def kill(self) -> None:
        """End it as if the machine had failed."""
        self._run("pg_ctl", "-D", str(self.data), "-m", "immediate", "-w", "stop")

    def remove(self) -> None:
        """Stop it and remove all that it has written."""
        subprocess.run(self._command("pg_ctl", "-D", str(self.data), "-m", "immediate", "stop"), capture_output=True)
        shutil.rmtree(self.place, ignore_errors=True)

    def _command(self, program: str, *arguments: str) -> list[str]:
        as_other = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []  # it refuses to run as root
        return [*as_other, str(self.programs / program), *arguments]

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            self._command(program, *arguments), cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()


@cache
def cluster() -> Cluster:
    """The one of this run."""
    return Cluster()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def configured(place: Path, on: Cluster) -> Path:
    """The configuration file of a server on a PostgreSQL."""
    path = place / "team.toml"
    path.write_text(CONFIGURATION.format(place=on.place, data=place / "data", elsewhere=free_port()))
    return path
