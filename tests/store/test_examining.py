"""What an import would do is known completely before, and the import does that or nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from openlet.ilr.opening import Source, Unreadable
from openlet.spec.years import year_of
from openlet.store.models import Change, LearnerRow, ReturnYear, Snapshot
from openlet.store.refusals import NotDone, Outdated
from openlet.store.services import (
    MODES,
    begin_year,
    delete_learner,
    examine,
    import_examined,
    mark_now,
    set_dont_export,
    set_field,
    undelete_learner,
)
from tests import make
from tests.store.keeping import ANN, YEAR, document, documents, file, imported, kept, replayed, row, year
from tests.web.pages import learners


def everything() -> tuple[object, ...]:
    rows = list(LearnerRow.objects.order_by("pk").values_list("pk", "version", "deleted"))
    files = list(ReturnYear.objects.values_list("year", "SourceFiles"))
    return documents(), rows, files, Snapshot.objects.count(), Change.objects.count()


@pytest.mark.parametrize("mode", MODES)
def test_looking_changes_nothing_and_the_import_does_what_was_shown(mode: str) -> None:
    imported(*learners("L0001", "L0002", "L0003"), make.progression())
    delete_learner(LearnerRow.objects.get(LearnRefNumber="L0003").pk, ANN)
    kept(reference="L0005")
    source = file(*learners("L0001", "L0004"), *learners("L0002", "L0003", FamilyName="Smith"))
    before = everything()
    plan = examine(source, YEAR).plans[mode]
    assert everything() == before
    done = import_examined(source, ANN, YEAR, mode, plan.mark)
    assert (done.added, done.replaced, done.deleted) == (len(plan.new), len(plan.changed), len(plan.gone))
    expected = {
        "merge": (1, 2, 0, {"L0001", "L0002", "L0003", "L0004", "L0005"}),
        "replace": (1, 3, 1, {"L0001", "L0002", "L0003", "L0004"}),
        "add": (1, 0, 0, {"L0001", "L0002", "L0004", "L0005"}),
    }
    assert (done.added, done.replaced, done.deleted, set(documents())) == expected[mode]
    for one in (*plan.new, *plan.changed):
        assert documents()[one.LearnRefNumber]["Learner"] == one.document["Learner"] or one.row is None
    for learner in LearnerRow.objects.all():
        assert replayed(learner.pk) == document(learner.pk)


def test_a_return_that_is_not_begun_is_begun_only_by_the_import() -> None:
    source = file(make.learner())
    plan = examine(source, YEAR).plans["merge"]
    assert ReturnYear.objects.count() == 0
    assert import_examined(source, ANN, YEAR, "merge", plan.mark).added == 1


@pytest.mark.parametrize("mode", ["merge", "replace"])
@pytest.mark.parametrize(
    "change",
    [
        lambda learner: set_field(learner, "Learner/AddLine1", "2 Example Street", "1 Example Street", ANN),
        lambda learner: set_dont_export(learner, True, ANN),
        lambda learner: delete_learner(learner, ANN),
        lambda learner: imported(make.learner(FamilyName="Other")),
        lambda learner: kept(reference="L0002"),
    ],
    ids=["a value", "the tick", "deletion", "another import", "a learner of the file was added by hand"],
)
def test_whatever_was_changed_since_stops_the_import_and_nothing_is_done(
    mode: str, change: Callable[[int], object]
) -> None:
    learner = kept(reference="L0001").learner
    source = file(*learners("L0001", "L0002", FamilyName="Smith"))
    plan = examine(source, YEAR).plans[mode]
    change(learner)
    before = everything()
    with pytest.raises(Outdated, match="was changed after this preview was made, so nothing was imported"):
        import_examined(source, ANN, YEAR, mode, plan.mark)
    assert everything() == before
    assert mark_now(year(), ["L0001", "L0002"], source.sha256(), YEAR, mode) != plan.mark


def test_a_mark_is_known_without_the_file() -> None:
    kept(reference="L0001")
    source = file(*learners("L0001", "L0002"))
    for mode, plan in examine(source, YEAR).plans.items():
        assert mark_now(year(), ["L0001", "L0002"], source.sha256(), YEAR, mode) == plan.mark
        other = file(*learners("L0001", "L0003"))
        assert mark_now(year(), ["L0001", "L0002"], other.sha256(), YEAR, mode) != plan.mark


def test_another_file_under_the_same_mark_is_refused() -> None:
    kept(reference="L0001")
    plan = examine(file(*learners("L0001", FamilyName="Smith")), YEAR).plans["merge"]
    with pytest.raises(Outdated):
        import_examined(file(*learners("L0001", FamilyName="Wrong")), ANN, YEAR, "merge", plan.mark)
    assert documents()["L0001"]["Learner"]["FamilyName"] == "Invented"


def test_source_files_are_merged_or_replaced_with_the_learners() -> None:
    def named(name: str) -> Source:
        content = file(make.learner()).content
        assert content is not None
        named = f"<SourceFiles><SourceFile><SourceFileName>{name}</SourceFileName><FilePreparationDate>2024-08-01"
        named += "</FilePreparationDate></SourceFile></SourceFiles><LearningProvider>"
        return Source("a.xml", None, content.replace(b"<LearningProvider>", named.encode()))

    for mode, name, expected in (("merge", "A.xml", ["A.xml"]), ("merge", "B.xml", ["A.xml", "B.xml"])):
        import_examined(named(name), ANN, YEAR, mode, examine(named(name), YEAR).plans[mode].mark)
        assert [one["SourceFileName"] for one in ReturnYear.objects.get().SourceFiles] == expected
    import_examined(named("C.xml"), ANN, YEAR, "replace", examine(named("C.xml"), YEAR).plans["replace"].mark)
    assert [one["SourceFileName"] for one in ReturnYear.objects.get().SourceFiles] == ["C.xml"]


def test_what_finishes_with_an_import_takes_hold_with_it_or_not_at_all() -> None:
    kept(reference="L0001")
    source = file(*learners("L0001", FamilyName="Smith"))
    mark = examine(source, YEAR).plans["merge"].mark
    before = everything()
    with pytest.raises(ZeroDivisionError):
        import_examined(source, ANN, YEAR, "merge", mark, finish=lambda done: 1 / 0)
    assert everything() == before
    seen: list[bool] = []
    import_examined(source, ANN, YEAR, "merge", mark, finish=lambda done: seen.append(connection.in_atomic_block))
    assert seen == [True]


def test_a_file_of_a_later_year_and_one_of_another_provider_are_refused() -> None:
    begin_year(make.UKPRN, YEAR)
    with pytest.raises(NotDone, match=r"is of 2024-25, which is later than 2023-24\. Nothing was changed"):
        examine(file(make.learner(), of="2024-25"), YEAR)
    with pytest.raises(NotDone, match="belongs to UKPRN 10999991, not to 10999983"):
        examine(file(make.learner(), ukprn=10999983), YEAR)


def test_a_file_of_an_earlier_year_is_carried_and_says_what_became_of_it() -> None:
    into = year_of("2025-26")
    records = [*learners("L0001"), make.learner(make.finished(), LearnRefNumber="L0002"), make.progression()]
    examined = examine(file(*records), into)
    assert examined.carried is not None
    assert [(str(one.of), str(one.into)) for one in examined.carried.totals] == [
        ("2023-24", "2024-25"), ("2024-25", "2025-26"),
    ]  # fmt: skip
    assert all(one.add_up() for one in examined.carried.totals)
    assert [one.LearnRefNumber for one in examined.plans["add"].new] == ["L0001"]
    assert any(row.LearnRefNumber == "L0002" and row.what == "learner" for row in examined.carried.gone)
    done = import_examined(file(*records), ANN, into, "add", examined.plans["add"].mark)
    assert (done.added, str(done.year)) == (1, "2025-26")
    assert LearnerRow.objects.get().of.year == 2526


def test_a_learner_deleted_here_comes_back_by_merging_and_not_by_adding_only() -> None:
    learner = kept(reference="L0001").learner
    delete_learner(learner, ANN)
    plans = examine(file(*learners("L0001")), YEAR).plans
    assert [one.comes_back for one in plans["merge"].changed] == [True]
    assert plans["add"].kept == ["L0001"]
    import_examined(file(*learners("L0001")), ANN, YEAR, "add", plans["add"].mark)
    assert row(learner).deleted is not None
    undelete_learner(learner, ANN)


def test_too_large_a_file_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("openlet.store.arriving.LARGEST_XML", 1_000)
    with pytest.raises(Unreadable, match="is the most that can be sent in"):
        examine(file(make.learner()), YEAR)
