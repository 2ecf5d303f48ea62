"""Somebody who has left traces everywhere in a store, and others beside: for retention and subject access."""

from datetime import UTC, date, datetime
from typing import Any

from openlet.ilr.records import Learner
from openlet.payments.ledger import Entry, Run, append, read_ledger
from openlet.spec.years import Year, year_of
from openlet.store.basis import LEDGER, current_basis, folder
from openlet.store.documents import tree_of
from openlet.store.models import LearnerRow, Provider, WorkItem
from openlet.store.services import (
    add_learner,
    assign_work,
    begin_job,
    begin_year,
    delete_learner,
    export_file,
    finish_with_file,
    keep_contract,
    keep_upload,
    refresh_all,
    set_field,
    set_provider,
    set_working_day,
    take_snapshot_now,
    undo_version,
    work_out_reports,
)
from openlet.store.services.batches import note_batch
from tests import make
from tests.store.keeping import ANN, YEAR, imported

NEXT = year_of("2024-25")
LONG_AGO = datetime(2025, 9, 1, tzinfo=UTC)
GOES, STAYS = 1000000027, 1000000035
PLANTED = {
    "FamilyName": "Plantedfamily", "GivenNames": "Plantedgiven", "AddLine1": "7 Planted Lane", "Email": "pl@nted.test",
    "TelNo": "01210000042", "NINumber": "AB987654C",
}  # fmt: skip
REFERENCES = ("PLANTED1", "PLANTED2", "PLANTED3")
PAID_ON = (str(GOES), *REFERENCES)  # what the ledger keeps
STAY = "Stayingfamily"


def example_provider() -> Provider:
    """The provider of the store, with a contract."""
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
