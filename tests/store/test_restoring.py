"""Back to a snapshot, and imports undone: previewed, only what is meant, and itself to be undone."""

from pathlib import Path

import pytest

from openlet.store.models import Change, LearnerRow, Snapshot
from openlet.store.read_model import as_kept
from openlet.store.refusals import NotDone, Outdated
from openlet.store.services import (
    delete_learner,
    export_file,
    rebuild,
    restore,
    restoring,
    set_dont_export,
    set_field,
    take_snapshot_now,
    undo_import,
    undoing_import,
)
from tests import make
from tests.store.keeping import ANN, BOB, document, documents, imported, kept, replayed, row, year
from tests.web.pages import learners


def sound() -> bool:
    """Whether log, documents and read model agree."""
    rows = as_kept()
    rebuild()
    return rows == as_kept() and all(replayed(one.pk) == document(one.pk) for one in LearnerRow.objects.all())


def renamed(reference: str, name: str, who: str = BOB) -> None:
    learner = LearnerRow.objects.get(LearnRefNumber=reference).pk
    set_field(learner, "Learner/FamilyName", name, document(learner)["Learner"]["FamilyName"], who)


def names() -> dict[str, str]:
    return {reference: held["Learner"]["FamilyName"] for reference, held in documents().items()}


def test_the_preview_of_a_restore_says_what_it_does_and_touches_nothing() -> None:
    for reference in ("L0001", "L0002", "L0003"):
        kept(reference=reference)
    snapshot = take_snapshot_now(year(), ANN).pk
    renamed("L0001", "Smith")
    delete_learner(LearnerRow.objects.get(LearnRefNumber="L0002").pk, BOB)
    kept(reference="L0004")
    before = (documents(), Change.objects.count(), Snapshot.objects.count())
    plan = restoring(snapshot)
    said = {one.LearnRefNumber: (one.is_deleted, one.comes_back) for one in plan.learners}
    assert said == {"L0001": (False, False), "L0002": (False, True), "L0004": (True, False)}
    assert plan.unchanged == 1
    [difference] = plan.learners[0].differences(plan.year)
    assert (difference.path, difference.old, difference.new) == ("Learner/FamilyName", "Smith", "Invented")
    assert (documents(), Change.objects.count(), Snapshot.objects.count()) == before
    assert restore(snapshot, ANN, mark=plan.mark) == 3
    assert sound()
    newest = Snapshot.objects.latest("pk")
    assert newest.why == "restore"
    assert restore(newest.pk, ANN) == 3
    assert names() == {"L0001": "Smith", "L0003": "Invented", "L0004": "Invented"}
    assert sound()


def test_the_users_tick_is_restored_with_the_record() -> None:
    learner = kept(reference="L0001").learner
    set_dont_export(learner, True, ANN)
    snapshot = take_snapshot_now(year(), ANN).pk
    set_dont_export(learner, False, ANN)
    assert restore(snapshot, ANN) == 1
    assert row(learner).dont_export


def test_a_learner_whose_reference_was_changed_since_is_there_under_the_old_one_again() -> None:
    learner = kept(reference="L0001").learner
    set_dont_export(learner, True, ANN)
    snapshot = take_snapshot_now(year(), ANN).pk
    set_field(learner, "Learner/LearnRefNumber", "L0009", "L0001", ANN)
    assert restore(snapshot, ANN) == 2
    assert documents().keys() == {"L0001"}
    assert LearnerRow.objects.get(LearnRefNumber="L0001").dont_export
    assert row(learner).deleted is not None
    assert sound()


@pytest.mark.parametrize("only", [None, "L0001"])
def test_a_restore_that_was_overtaken_does_nothing(only: str | None) -> None:
    kept(reference="L0001")
    snapshot = take_snapshot_now(year(), ANN).pk
    renamed("L0001", "Smith")
    mark = restoring(snapshot, only).mark
    renamed("L0001", "Jones")
    before = (documents(), Snapshot.objects.count())
    with pytest.raises(Outdated, match="so nothing was brought back"):
        restore(snapshot, ANN, only, mark)
    assert (documents(), Snapshot.objects.count()) == before


def test_somebody_who_came_after_the_preview_is_not_deleted_unseen() -> None:
    kept(reference="L0001")
    snapshot = take_snapshot_now(year(), ANN).pk
    renamed("L0001", "Smith")
    mark = restoring(snapshot).mark
    kept(reference="L0002")
    with pytest.raises(Outdated):
        restore(snapshot, ANN, mark=mark)
    assert documents().keys() == {"L0001", "L0002"}


# Imports undone.


def test_undoing_an_import_touches_only_whom_the_import_touched() -> None:
    imported(*learners("L0001", "L0002", "L0003"))
    done = imported(*learners("L0001", "L0004", FamilyName="Smith"))
    renamed("L0003", "Jones")
    kept(reference="L0005")
    assert done.snapshot is not None
    plan = undoing_import(done.snapshot)
    assert [one.LearnRefNumber for one in plan.learners] == ["L0001", "L0004"]
    assert plan.changed_since == []
    assert undo_import(done.snapshot, ANN) == 2
    assert names() == {"L0001": "Invented", "L0002": "Invented", "L0003": "Jones", "L0005": "Invented"}
    assert sound()
    with pytest.raises(NotDone, match="Nothing of that import is left to undo"):
        undo_import(done.snapshot, ANN)
    undone = Snapshot.objects.latest("pk")
    assert (undone.why, undone.file_name) == ("undo", "test.xml")
    restore(undone.pk, ANN)
    assert names()["L0004"] == "Smith"


def test_learners_changed_since_are_refused_by_name_until_it_is_said_what_becomes_of_them() -> None:
    imported(*learners("L0001", "L0002"))
    done = imported(*learners("L0001", "L0002", FamilyName="Smith"))
    renamed("L0002", "Jones")
    assert done.snapshot is not None
    [since] = undoing_import(done.snapshot).changed_since
    assert (since.LearnRefNumber, since.changed_since.who if since.changed_since else "") == ("L0002", BOB)
    with pytest.raises(NotDone, match=r"Changed since the import: L0002\. Say whether"):
        undo_import(done.snapshot, ANN)
    assert names() == {"L0001": "Smith", "L0002": "Jones"}
    assert undo_import(done.snapshot, ANN, with_changed=False) == 1
    assert names() == {"L0001": "Invented", "L0002": "Jones"}
    assert undo_import(done.snapshot, ANN, with_changed=True) == 1
    assert names() == {"L0001": "Invented", "L0002": "Invented"}
    assert sound()


def test_the_source_files_of_an_undone_import_go_unless_something_came_after_it() -> None:
    named = "<SourceFiles><SourceFile><SourceFileName>A.xml</SourceFileName><FilePreparationDate>2024-08-01"
    named += "</FilePreparationDate></SourceFile></SourceFiles><LearningProvider>"
    imported(*learners("L0001"))
    done = imported(*learners("L0002"), **{"<LearningProvider>": named})
    assert [one["SourceFileName"] for one in year().SourceFiles] == ["A.xml"]
    assert done.snapshot is not None
    undo_import(done.snapshot, ANN)
    assert year().SourceFiles == []
    again = imported(*learners("L0002"), **{"<LearningProvider>": named})
    imported(*learners("L0003"))
    assert again.snapshot is not None
    undo_import(again.snapshot, ANN)
    assert [one["SourceFileName"] for one in year().SourceFiles] == ["A.xml"]


def test_only_the_snapshot_of_an_import_undoes_one() -> None:
    kept(reference="L0001")
    snapshot = take_snapshot_now(year(), ANN).pk
    with pytest.raises(NotDone, match="was not taken before an import"):
        undo_import(snapshot, ANN)
    with pytest.raises(NotDone, match="no such snapshot"):
        undo_import(999, ANN)


def test_the_snapshot_of_an_export_can_be_restored_too(tmp_path: Path) -> None:
    kept(reference="L0001")
    done = export_file(tmp_path / "out", ANN, None, make.AS_OF)
    renamed("L0001", "Smith")
    assert restore(done.snapshot, ANN) == 1
    assert names() == {"L0001": "Invented"}
