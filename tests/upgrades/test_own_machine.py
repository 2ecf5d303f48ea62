"""A store of the previous state (``make_previous``) is brought up to date by opening it, and nothing of it is lost."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from openlet.store.folder import DATABASE
from tests.postgres import on_sqlite_only
from tests.running import Running
from tests.web.served.asking import Visitor

PREVIOUS = Path(__file__).parent / "store-0007.sql"
# What people have entered or done; what was made of it for lists is made anew.
KEPT = (
    "provider", "keptcontract", "returnyear", "returndate", "learnerrow", "learnerdocument", "snapshot", "change",
    "deliveryrow", "cohort", "job", "returnedaim",
)  # fmt: skip
Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


def kept(path: Path, wanted: Rows | None = None) -> Rows:
    """The columns and rows of these tables; with the columns ``wanted``."""
    store = sqlite3.connect(path)
    found: Rows = {}
    for table in KEPT:
        columns = wanted[table][0] if wanted else [row[1] for row in store.execute(f"PRAGMA table_info(store_{table})")]
        named = ", ".join(f'"{column}"' for column in columns)
        found[table] = columns, store.execute(f"SELECT {named} FROM store_{table} ORDER BY 1").fetchall()
    store.close()
    return found


def begins(now: Rows, before: Rows) -> bool:
    """Whether everything of before is there as it was; a check of everybody may have come to it."""
    return all(now[table][1][: len(rows)] == rows for table, (_, rows) in before.items())


@pytest.fixture
def previous(tmp_path: Path) -> Iterator[Path]:
    """A data folder of the previous state."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    store = sqlite3.connect(folder / DATABASE)
    store.executescript(PREVIOUS.read_text(encoding="utf-8"))
    store.close()
    yield folder


@on_sqlite_only
def test_the_entry_tool_opens_it_and_goes_on(previous: Path, tmp_path: Path) -> None:
    before = kept(previous / DATABASE)
    assert all(rows for _, rows in before.values()), "a table of the dump is empty, and nothing is tested of it"
    running = Running(previous, tmp_path / "beside")
    try:
        visitor = Visitor(running.address).let_in(running.link)
        assert begins(kept(previous / DATABASE, before), before)
        assert "Smyth" in visitor.get("/2324/learners/").text
        history = visitor.get("/learner/1/history").text
        assert "Smith" in history and "bob" in history
        assert visitor.get("/2324/history/snapshots").text.count("Export of") >= 1
        assert visitor.get("/2324/export/file/2").status == 200, "the file that was exported, byte for byte"
        assert visitor.save(1, "Learner/FamilyName", "Jones", "Smyth").status == 200
    finally:
        running.stop()
    assert "Traceback" not in running.output()
    after = kept(previous / DATABASE, before)["change"][1]
    assert after[:-1] == before["change"][1]
