"""Write the dumps of the previous state of the tables, from which upgrades are tested; people in them are invented.

    .venv/bin/python -m tests.upgrades.make_previous

There was no public release before. What counts as the previous one is the first state with both kinds of store, commit
``BEFORE``: tables of providers at ``store 0007``, shared ones at ``team 0001``. Its own code makes and fills them: on
SQLite (``store-0007.sql``), and on PostgreSQL (``team-0001.sql``). When a version is released, its commit takes the
place of ``BEFORE``. Needs the history of the repository and PostgreSQL's programs.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.postgres import CONFIGURATION, Cluster, free_port

BEFORE = "e5625ce"
PLACE = Path(__file__).parent
ROOT = PLACE.parents[1]
FILL = """
from datetime import date
from openlet.spec.years import year_of
from openlet.store.basis import current_basis
from openlet.store.documents import tree_of
from openlet.store.services import *
from tests import make

def fill():
    year = year_of("2023-24")
    whose = set_provider(make.UKPRN, "Example Training Ltd")
    keep_contract(whose, "contract.toml", make.CONTRACT.encode(), "ann")
    set_working_day(whose, date(2024, 10, 18))
    of = begin_year(make.UKPRN, year)
    set_return_dates(whose, year, {"R14": date(2024, 10, 17)}, "ann")
    keys = []
    for number, uln in enumerate((1000000027, 1000000035, 1000000043), 1):
        learner = make.learner(make.finished(), make.milestone(), ULN=uln, LearnRefNumber=f"L000{number}")
        keys.append(add_learner(of, "ann", learner.LearnRefNumber, tree_of(learner, year)).learner)
    take_snapshot_now(of, "ann")
    for name in ("Smith", "Smyth"):
        before = text_at_place_of(keys[0])
        set_field(keys[0], "Learner/FamilyName", name, before, "bob")
    delete_learner(keys[2], "bob")
    keep_cohort(of, "Spring", {"Learner": {"LearningDelivery": [{"_id": "a", "LearnAimRef": "Z0020001"}]}}, "ann")
    export_file(None, "ann", year, date(2024, 10, 18))
    finish_job(begin_job("check", "ann").pk, "All learners have been checked.")
    whose.refresh_from_db()
    refresh_all(current_basis(whose))

def text_at_place_of(key):
    from openlet.store.models import LearnerDocument
    return LearnerDocument.objects.get(pk=key).content["Learner"]["FamilyName"]
"""
ON_SQLITE = """
import sys
from pathlib import Path
from openlet.store.start import start
start(Path(sys.argv[1]))
"""
ON_POSTGRESQL = """
import django
django.setup()
"""
PROVIDER = """
from openlet.store.whose import store_of
from openlet.team.services import add_account, add_provider, bring_up_to_date
bring_up_to_date()
add_provider(make.UKPRN, "Example Training Ltd", "tests")
account, _ = add_account("may", "May Manager", "manager", make.UKPRN, "tests")
account.set_password("three words together 1")  # as in the tests
account.new_password = False
account.save()
with store_of(make.UKPRN):
    fill()
"""
NOT_EVERYWHERE = ("\\restrict", "\\unrestrict", "SET transaction_timeout", "--")  # of newer programs only, and comments


def main() -> None:
    """Write both dumps."""
    with tempfile.TemporaryDirectory() as place:
        old, folder = Path(place) / "old", Path(place) / "data"
        old.mkdir()
        archive = subprocess.run(["git", "archive", BEFORE], cwd=ROOT, check=True, capture_output=True).stdout
        subprocess.run(["tar", "x", "-C", str(old)], input=archive, check=True)
        _run(old, f"{ON_SQLITE}{FILL}\nfill()", {}, str(folder))
        store = sqlite3.connect(folder / "openlet.sqlite3")
        _write("store-0007.sql", store.iterdump())
        store.close()
        _on_postgresql(old, Path(place))


def _on_postgresql(old: Path, place: Path) -> None:
    cluster = Cluster()
    said = CONFIGURATION.format(place=cluster.place, data=place / "team", elsewhere=free_port())
    (place / "team.toml").write_text(said.partition("two_factor")[0], encoding="utf-8")
    settings = {"OPENLET_TEAM": str(place / "team.toml"), "DJANGO_SETTINGS_MODULE": "openlet.web.team_settings"}
    _run(old, f"{ON_POSTGRESQL}{FILL}{PROVIDER}", settings)
    command = [
        str(cluster.programs / "pg_dump"),
        "--inserts",
        "--no-owner",
        "--no-privileges",
        "-h",
        str(cluster.place),
    ]
    dumped = subprocess.run([*command, "-U", "postgres", "postgres"], check=True, capture_output=True, text=True).stdout
    _write("team-0001.sql", (line for line in dumped.splitlines() if not line.startswith(NOT_EVERYWHERE)))
    cluster.remove()


def _run(old: Path, code: str, more: dict[str, str], *arguments: str) -> None:
    """Run code with the programme of the old state."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "OPENLET"))}
    given = kept | {"PYTHONPATH": f"{old / 'src'}:{old}"} | more
    subprocess.run([sys.executable, "-c", code, *arguments], cwd=old, env=given, check=True)


def _write(name: str, lines: Iterable[str]) -> None:
    (PLACE / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
