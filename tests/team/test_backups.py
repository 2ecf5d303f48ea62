"""A backup as docs/deploy.md says, brought back so: every record, change and account, and the server answers."""

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from django.db import connection, connections

from openlet.invented.example import UKPRN as NORTH
from openlet.store.models import LearnerRow
from openlet.store.whose import store_of
from tests.postgres import CONFIGURATION, cluster, free_port
from tests.team.people import PASSWORD
from tests.team.running import Person, RunningTeam

DOC = Path(__file__).parents[2] / "docs" / "deploy.md"
NIGHT = "$(date +%F)"
NOT_HERE = re.compile(r"systemctl .*")  # the services of the tests are none of the system's


def commands(begins: str) -> list[str]:
    """The commands of the block in the documentation that begins with a word."""
    blocks = re.findall(r"```\n(.*?)```", DOC.read_text(encoding="utf-8"), re.DOTALL)
    [found] = [block for block in blocks if block.startswith(begins)]
    return [line for line in found.splitlines() if not NOT_HERE.fullmatch(line)]


def carried_out(command: str, place: Path, data: Path, database: str) -> None:
    """A command of the documentation, with its places and its database put in, as the user of the test's PostgreSQL."""
    for said, here in (("/backup/", f"{place}/"), ("/var/lib/openlet", str(data)), ("2026-11-24", NIGHT)):
        command = command.replace(said, here)
    command = re.sub(r"sudo -u (postgres|openlet) ", "", command)
    command = re.sub(r"(?<![\w./-])openlet(?=$| )", database, command).replace("=openlet ", f"={database} ")
    command = command.replace(f"--owner {database}", "--owner postgres")
    command = command.replace(f"-o {database} -g {database} ", "")
    own = {"PATH": f"{cluster().programs}:{os.environ['PATH']}", "PGHOST": str(cluster().place), "PGUSER": "postgres"}
    done = subprocess.run(["bash", "-c", command], env=os.environ | own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{shlex.quote(command)}: {done.stderr}"


def counted() -> dict[str, int]:
    """The rows of every table of every schema."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname, tablename FROM pg_tables WHERE schemaname ~ '^(public|provider_.*)$'")
        tables = [f'{schema}."{table}"' for schema, table in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table}")
            found[table] = int(cursor.fetchone()[0])
    return found


def sums(database: str) -> str:
    """A sum over all that stands in the tables that matter most, in a database."""
    tables = [f"provider_{NORTH}.store_{name}" for name in ("learnerrow", "learnerdocument", "change", "snapshot")]
    said = [f"SELECT md5(string_agg(one::text, ' ' ORDER BY one::text)) FROM {name} one" for name in tables]
    said.append("SELECT md5(string_agg(username || password, ' ' ORDER BY username)) FROM team_account")
    command = [str(cluster().programs / "psql"), "-AtX", "-h", str(cluster().place), "-U", "postgres", "-d", database]
    done = subprocess.run([*command, "-c", " UNION ALL ".join(said)], capture_output=True, text=True, check=True)
    return done.stdout


def test_what_was_backed_up_is_brought_back_whole(
    server: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = server / str(NORTH) / "ledger.jsonl"
    ledger.write_text("", encoding="utf-8")
    for command in commands("pg_dump"):
        carried_out(command, tmp_path, server, "postgres")
    before, counts = sums("postgres"), counted()
    with store_of(NORTH):
        learner = LearnerRow.objects.filter(deleted=None).values_list("pk", flat=True).first()

    data = tmp_path / "data"
    later = data / "10999992" / "ledger.jsonl"  # of a provider who was first paid after the backup
    later.parent.mkdir(parents=True)
    later.write_text("{}", encoding="utf-8")
    for command in commands("systemctl stop openlet openlet-work\nsudo"):
        carried_out(command.replace("dropdb ", "dropdb --if-exists "), tmp_path, data, "restored")
    assert sums("restored") == before
    assert (data / str(NORTH) / "ledger.jsonl").exists() and not later.exists()

    said = CONFIGURATION.format(place=cluster().place, data=data, elsewhere=free_port())
    configuration = tmp_path / "team.toml"
    configuration.write_text(said.replace("dbname=postgres", "dbname=restored"), encoding="utf-8")
    monkeypatch.setenv("OPENLET_TEAM", str(configuration))
    running = RunningTeam(tmp_path)
    try:
        person = Person(running.address)
        person.sign_in("manager", PASSWORD)
        assert person.get(f"/{NORTH}/learner/{learner}/").status == 200
        assert person.post(f"/{NORTH}/learner/{learner}/save", path="Learner/FamilyName", value="x", base="y",
                           tab="learner", aim="").status == 409  # fmt: skip
    finally:
        running.stop()
        connections.close_all()
    assert counted() == counts, "the restored server wrote into its own database only"
