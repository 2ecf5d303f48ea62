"""What is kept of people whose time is over is removed everywhere, of nobody else; what was paid stays."""

import json
import zlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from openlet.ilr.records import Learner
from openlet.payments.ledger import Entry, Run, append, read_ledger
from openlet.spec.years import Year, year_of
from openlet.store.basis import LEDGER, current_basis, folder
from openlet.store.documents import tree_of
from openlet.store.folder import DATABASE
from openlet.store.models import Change, Job, LearnerRow, Provider, Snapshot, WorkItem
from openlet.store.refusals import NotDone
from openlet.store.services import (
    add_learner,
    assign_work,
    begin_job,
    begin_year,
    delete_learner,
    export_file,
    exported_again,
    finish_job,
    finish_with_file,
    keep_contract,
    keep_upload,
    prepare_recording,
    refresh_all,
    set_field,
    set_provider,
    set_working_day,
    snapshot_content,
    take_snapshot_now,
    undo_version,
    work_out_reports,
)
from openlet.store.services.batches import note_batch
from openlet.store.services.purging import purge, to_purge
from tests import make
from tests.postgres import on_sqlite_only
from tests.store.keeping import ANN, YEAR, document, imported

NEXT = year_of("2024-25")
LONG_AGO, BEFORE, TODAY = datetime(2025, 9, 1, tzinfo=UTC), date(2032, 8, 1), date(2032, 9, 1)
GOES, STAYS = 1000000027, 1000000035
PLANTED = {
    "FamilyName": "Plantedfamily", "GivenNames": "Plantedgiven", "AddLine1": "7 Planted Lane", "Email": "pl@nted.test",
    "TelNo": "01210000042", "NINumber": "AB987654C",
}  # fmt: skip
REFERENCES = ("PLANTED1", "PLANTED2", "PLANTED3")
PAID_ON = (str(GOES), *REFERENCES)  # what the ledger keeps
STAY = "Stayingfamily"


@pytest.fixture(autouse=True)
def provider() -> Provider:
    whose: Provider = set_provider(make.UKPRN, "Example Training Ltd")
    keep_contract(whose, "contract.toml", make.CONTRACT.encode(), ANN)
    set_working_day(whose, date(2024, 10, 18))
    whose.refresh_from_db()
    return whose


def add(learner: Learner, of: Year) -> int:
    return add_learner(begin_year(make.UKPRN, of), ANN, learner.LearnRefNumber or "", tree_of(learner, of)).learner


def plant(whose: Provider) -> tuple[list[int], int]:
    """Somebody whose time is over and who has left traces everywhere, and somebody of the same returns who stays."""
    planted: dict[str, Any] = {"ULN": GOES, **PLANTED}
    old = add(make.learner(make.finished(), make.milestone(), LearnRefNumber=REFERENCES[0], **planted), YEAR)
    stays = add(make.learner(make.finished(), ULN=STAYS, LearnRefNumber="STAYS1", FamilyName=STAY), YEAR)
    take_snapshot_now(begin_year(make.UKPRN, YEAR), ANN)
    saved = set_field(old, "Learner/LearnRefNumber", REFERENCES[1], REFERENCES[0], ANN)
    undo_version(old, set_field(old, "Learner/AddLine1", "8 Planted Lane", "7 Planted Lane", ANN).version, ANN)
    starter = make.aim(LearnStartDate=date(2024, 9, 16), LearnPlanEndDate=date(2024, 12, 6), FundModel=38)
    later = make.learner(starter, LearnRefNumber=REFERENCES[2], PrevLearnRefNumber=REFERENCES[1], **planted)
    again = add(later, NEXT)
    tick = make.learner(make.aim(), LearnRefNumber="STAYS2", ULN=1000000043)
    imported(tick)  # a snapshot before it
    refresh_all(current_basis(whose))
    export_file(None, ANN, YEAR, date(2024, 10, 18))
    work_out_reports(whose, ANN)
    assign_work(list(WorkItem.objects.values_list("pk", flat=True)), "bob", ANN)
    note_batch(
        begin_year(make.UKPRN, YEAR), "change", "Many", [saved], ANN, token="t", left_alone=[[REFERENCES[0], ""]]
    )
    job = begin_job("examine", ANN, result=None)
    finish_with_file(job, "Read.", "made.txt", b"of Plantedfamily", {"new": [{"FamilyName": "Plantedfamily"}]})
    keep_upload("sent.xml", b"<FamilyName>Plantedfamily</FamilyName>", ANN)
    delete_learner(again, ANN)
    pay()
    return [old, again], stays


def pay() -> None:
    run = Run(ANN, "2024-10-18T09:00:00+00:00", date(2024, 10, 18), "0", "0", ())
    entries = [
        Entry(uln, make.UKPRN, ref, "Z0020001", date(2024, 1, 8), "M1", 100_000, 2324, "M1 earned")
        for uln, ref in ((GOES, REFERENCES[1]), (STAYS, "STAYS1"))
    ]
    append(folder() / LEDGER, read_ledger(folder() / LEDGER), run, entries)


def age(learners: list[int]) -> None:
    """The last change of somebody was long ago; that of everybody else is of today."""
    LearnerRow.objects.update(changed=datetime(2032, 8, 15, tzinfo=UTC))
    LearnerRow.objects.filter(pk__in=learners).update(changed=LONG_AGO)


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
