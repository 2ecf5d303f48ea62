"""A server of the previous state (``tests.upgrades.make_previous``) is brought up to date; nothing of it is lost."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.postgres import CONFIGURATION, cluster, free_port
from tests.running import environment
from tests.team.people import PASSWORD
from tests.team.running import Person, RunningTeam
from tests.upgrades.test_own_machine import KEPT

PREVIOUS = Path(__file__).parents[1] / "upgrades" / "team-0001.sql"
UKPRN = 10999991
TABLES = [f"provider_{UKPRN}.store_{name}" for name in KEPT]
TABLES += [f"public.team_{name}" for name in ("account", "providerhere", "role", "event")]


def kept(columns: dict[str, list[str]] | None = None) -> dict[str, tuple[list[str], list[tuple[Any, ...]]]]:
    """The columns and rows of these tables; with the columns of before."""
    found = {}
    with psycopg.connect(host=str(cluster().place), dbname="previous", user="postgres") as database:
        for table in TABLES:
            asked = database.execute(f"SELECT * FROM {table} LIMIT 0").description or ()
            names = columns[table] if columns else [one.name for one in asked]
            listed = ", ".join(f'"{name}"' for name in names)
            found[table] = names, database.execute(f"SELECT {listed} FROM {table} ORDER BY 1").fetchall()
    return found


def program(*command: str) -> str:
    """``openlet team``; what it prints."""
    given = environment(Path(os.environ["OPENLET_TEAM"]).parent / "temporary")
    call = [sys.executable, "-m", "openlet.cli", "team", *command]
    done = subprocess.run(call, env=given, capture_output=True, text=True, check=False)
    return f"{done.returncode} {done.stdout}{done.stderr}"


def test_migrate_brings_it_to_todays_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", str(cluster().place), "-U", "postgres"]
    psql = [str(cluster().programs / "psql"), *place]
    subprocess.run([*psql, "-d", "postgres", "-c", "CREATE DATABASE previous"], check=True)
    subprocess.run([*psql, "-d", "previous", "-f", str(PREVIOUS)], check=True, stdout=subprocess.DEVNULL)
    said = CONFIGURATION.format(place=cluster().place, data=tmp_path / "data", elsewhere=free_port())
    (tmp_path / "team.toml").write_text(said.replace("dbname=postgres", "dbname=previous"), encoding="utf-8")
    monkeypatch.setenv("OPENLET_TEAM", str(tmp_path / "team.toml"))
    before = kept()
    assert all(rows for _, rows in before.values()), "a table of the dump is empty, and nothing is tested of it"

    assert program("migrate").startswith("0 ")
    columns = {table: names for table, (names, _) in before.items()}
    assert kept(columns) == before

    running = RunningTeam(tmp_path)
    try:
        person = Person(running.address)
        person.sign_in("may", PASSWORD)
        assert "Smyth" in person.get(f"/{UKPRN}/2324/learners/").text
    finally:
        running.stop()
    assert "Traceback" not in running.output()
