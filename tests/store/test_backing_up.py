"""A backup is whole or not there at all, holds records and ledger, and only its owner may read it."""

import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from openlet.store.basis import LEDGER
from openlet.store.refusals import NotDone
from openlet.store.services import back_up, backups
from openlet.store.services.backing_up import KEPT, ledger_of
from tests.postgres import on_sqlite_only
from tests.store.keeping import kept

pytestmark = on_sqlite_only
NOON = datetime(2024, 10, 18, 12)


def test_the_ledger_is_copied_beside_the_records(folder: Path) -> None:
    kept()
    (folder / LEDGER).write_text("a line\n")
    made = back_up(folder, NOON)
    assert ledger_of(made).read_text() == "a line\n"
    assert ledger_of(made).name == "openlet-20241018-120000.ledger.jsonl"
    for path in (made, ledger_of(made)):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert backups(folder) == [made]


def test_where_nothing_is_recorded_there_is_no_copy_of_it(folder: Path) -> None:
    assert not ledger_of(back_up(folder, NOON)).exists()


def test_the_ledger_of_a_backup_goes_with_it(folder: Path) -> None:
    (folder / LEDGER).write_text("a line\n")
    made = [back_up(folder, NOON + timedelta(days=day)) for day in range(KEPT + 2)]
    assert backups(folder) == made[:1:-1]
    assert [ledger_of(one).exists() for one in made] == [False, False, *[True] * KEPT]


def test_a_ledger_that_cannot_be_copied_leaves_no_backup_that_seems_whole(folder: Path) -> None:
    (folder / LEDGER).mkdir()
    with pytest.raises(NotDone, match="No backup was made"):
        back_up(folder, NOON)
    assert list((folder / "backups").iterdir()) == []
