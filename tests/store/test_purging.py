"""What is kept of people whose time is over is removed everywhere, of nobody else; what was paid stays."""

import json
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from django.db import connection

from openlet.cli import main
from openlet.store.basis import LEDGER, current_basis
from openlet.store.folder import DATABASE
from openlet.store.models import Change, Job, LearnerRow, Provider, Snapshot
from openlet.store.refusals import NotDone
from openlet.store.services import (
    back_up,
    backups,
    begin_job,
    exported_again,
    finish_job,
    prepare_recording,
    refresh_all,
    snapshot_content,
)
from openlet.store.services.purging import purge, to_purge
from tests import make
from tests.postgres import on_sqlite_only
from tests.store.keeping import ANN, YEAR, document
from tests.store.planting import GOES, PAID_ON, PLANTED, STAY, add, age, example_provider, plant

BEFORE, TODAY = date(2032, 8, 1), date(2032, 9, 1)


@pytest.fixture(autouse=True)
def provider() -> Provider:
    return example_provider()


def texts() -> Iterator[tuple[str, str]]:
    """Everything in the database, by table: what is compressed as it was before, what is bytes as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                yield table, " ".join(plain(value) for value in row)


def plain(value: object) -> str:
    if not isinstance(value, bytes | memoryview):
        return str(value)
    try:
        return zlib.decompress(bytes(value)).decode()
    except zlib.error:
        return bytes(value).decode(errors="replace")


def tables_with(*words: str) -> set[str]:
    return {table for table, text in texts() if any(word in text for word in words)}


EVERYWHERE = {
    "store_learnerrow", "store_learnerdocument", "store_learnerstate", "store_change", "store_snapshot", "store_batch",
    "store_reporttable", "store_job", "store_madefile", "store_upload",
}  # fmt: skip


def test_nothing_of_who_goes_is_left_and_everything_of_who_stays_is(provider: Provider, folder: Path) -> None:
    going, stays = plant(provider)
    age(going)
    everything = (*PLANTED.values(), *PAID_ON)
    assert tables_with(*everything) >= EVERYWHERE  # else the search below would prove nothing
    kept, log = document(stays), list(Change.objects.filter(learner=stays).values())
    before, paid = dict(Snapshot.objects.values_list("pk", "sha256")), (folder / LEDGER).read_bytes()

    would = to_purge(BEFORE, TODAY)
    assert LearnerRow.objects.filter(pk__in=going).count() == 2, "a look changes nothing"
    did = purge(BEFORE, TODAY)
    assert (did.people, did.staying, did.counts) == (would.people, would.staying, would.counts) == (1, 2, did.counts)
    assert did.counts["learner records"] == 2 and did.counts["entries in snapshots"] >= 3

    assert tables_with(*everything) == set()
    on_disk = [path for path in folder.rglob("*") if path.is_file() and path.name not in (LEDGER, DATABASE)]
    assert not [path for path in on_disk if any(word.encode() in path.read_bytes() for word in everything)]
    assert document(stays) == kept and list(Change.objects.filter(learner=stays).values()) == log
    assert dict(Snapshot.objects.values_list("pk", "sha256")) == before
    assert all(
        {one["LearnRefNumber"] for one in snapshot_content(key)["learners"]} <= {"STAYS1", "STAYS2"} for key in before
    )
    assert STAY in json.dumps([snapshot_content(key) for key in before])
    assert (folder / LEDGER).read_bytes() == paid and str(GOES) in paid.decode()
    export = Snapshot.objects.get(why="export")
    with pytest.raises(NotDone, match="removed when the time"):
        exported_again(export.pk)
    assert purge(BEFORE, TODAY).people == 0


def test_money_is_not_taken_back_from_who_is_gone(provider: Provider) -> None:
    going, _ = plant(provider)
    age(going)
    purge(BEFORE, TODAY)
    refresh_all(current_basis(provider))
    assert [one for one in prepare_recording(provider).entries if one.pence < 0] == []


def test_a_person_stays_whole_while_any_record_is_within_its_time(provider: Provider) -> None:
    going, _ = plant(provider)
    age(going[:1])
    assert to_purge(BEFORE, TODAY).people == 0, "the record of the next year was changed lately"
    age(going)
    assert to_purge(date(2025, 9, 1), TODAY).people == 0, "changed on that very day"
    assert to_purge(date(2025, 9, 2), TODAY).people == 1


def test_a_date_that_is_still_to_come_keeps_and_is_said(provider: Provider) -> None:
    aim = make.aim(LearnPlanEndDate=date(2204, 3, 1))
    age([add(make.learner(aim), YEAR)])
    said = to_purge(BEFORE, TODAY)
    assert (said.people, said.staying, said.ahead) == (0, 1, 1)


def test_nothing_is_removed_while_work_is_under_way(provider: Provider) -> None:
    age([add(make.learner(make.finished()), YEAR)])
    job = begin_job("check", ANN)
    with pytest.raises(NotDone, match="under way"):
        purge(BEFORE, TODAY)
    finish_job(job.pk, "Done.")
    assert purge(BEFORE, TODAY).people == 1
    assert not Job.objects.exists()


@on_sqlite_only
def test_what_was_removed_is_not_in_the_file_of_the_database_either(provider: Provider, folder: Path) -> None:
    age([add(make.learner(make.finished(), **PLANTED), YEAR)])
    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert PLANTED["FamilyName"].encode() in (folder / DATABASE).read_bytes()
    purge(BEFORE, TODAY)
    left = b"".join(path.read_bytes() for path in folder.glob(f"{DATABASE}*"))
    assert PLANTED["FamilyName"].encode() not in left


@on_sqlite_only
def test_on_ones_own_machine_the_backups_that_held_them_go_too(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    age([add(make.learner(make.finished(), **PLANTED), YEAR)])
    old = back_up(folder, datetime(2026, 1, 5))
    command = ["purge", "--before", "2025-09-02", "--data", str(folder)]
    assert main(command) == 0
    assert old.exists() and LearnerRow.objects.exists() and "1 person goes" in capsys.readouterr().err
    assert main([*command, "--do"]) == 0
    [kept] = backups(folder)
    assert kept != old and PLANTED["FamilyName"].encode() not in kept.read_bytes()
    assert not LearnerRow.objects.exists()
    assert main(["purge", "--before", "2999-01-01", "--data", str(folder)]) == 2
