"""Spreadsheets into and out of the store: only what a cell says is changed; all of it is shown first, and undone."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from openlet.exchange.grid import MEGABYTE
from openlet.ilr.opening import Source, Unreadable
from openlet.spec.years import year_of
from openlet.store.documents import Document, without_ids
from openlet.store.models import Provider, ReturnYear, SheetColumn, Snapshot
from openlet.store.refusals import NotDone, Outdated
from openlet.store.services import (
    ADD,
    MERGE,
    REPLACE,
    Imported,
    SheetSaid,
    begin_year,
    delete_learner,
    examine,
    export_workbook,
    import_examined,
    import_file,
    keep_columns,
    mark_now,
    marked_copy_of,
    saved_columns,
    set_field,
    set_provider,
    set_working_day,
    table_in,
    template_of,
    undo_import,
    undoing_import,
    workbook_of,
)
from tests import make
from tests.exchange.books import opened, table
from tests.store.keeping import ANN, BOB, YEAR, document, documents, file, imported, kept, replayed, row, year

MADE = datetime(2024, 8, 20, 9, 30)


def sheet(text: str, name: str = "learners.csv") -> Source:
    return Source(name, None, text.encode())


def brought_in(text: str, **how: Any) -> Imported:
    return import_file(sheet(text), ANN, **how)


def said(tree: Document | list[Document]) -> Any:
    return without_ids(tree)


@pytest.fixture
def begun() -> ReturnYear:
    return year()


# Whose a sheet is, and of which year.


def test_into_an_empty_store_a_sheet_needs_to_be_said_whose_and_of_which_year_it_is() -> None:
    with pytest.raises(NotDone, match="--year 2023-24"):
        brought_in("LearnRefNumber\nL1\n")
    with pytest.raises(NotDone, match="--ukprn"):
        brought_in("LearnRefNumber\nL1\n", wanted=YEAR)
    assert not Provider.objects.exists()
    done = brought_in("LearnRefNumber\nL1\n", wanted=YEAR, sheet=SheetSaid(make.UKPRN))
    assert (done.added, done.UKPRN, done.year) == (1, make.UKPRN, YEAR)


def test_a_sheet_goes_into_the_newest_year_kept_unless_another_is_said(begun: ReturnYear) -> None:
    begin_year(make.UKPRN, year_of("2024-25"))
    assert brought_in("LearnRefNumber\nL1\n").year is year_of("2024-25")
    assert brought_in("LearnRefNumber\nL1\n", wanted=YEAR).year is YEAR


def test_a_sheet_of_another_provider_is_refused(begun: ReturnYear) -> None:
    with pytest.raises(NotDone, match="belongs to UKPRN 10999991"):
        brought_in("LearnRefNumber\nL1\n", sheet=SheetSaid(10999992))
    with pytest.raises(Unreadable, match="another provider's"):
        brought_in("LearnRefNumber,UKPRN\nL1,10999992\n")
    assert documents() == {}


# What is changed.


def test_of_a_learner_who_is_there_only_what_the_sheet_says_is_changed() -> None:
    learner = kept().learner
    before = document(learner)
    done = brought_in("LearnRefNumber,FamilyName,DateOfBirth,AimSeqNumber,CompStatus\nL0001,Changed,,1,2\n")
    assert (done.added, done.replaced, done.unchanged) == (0, 1, 0)
    after = document(learner)
    expected = {**before["Learner"], "FamilyName": "Changed"}
    expected["LearningDelivery"] = [{**before["Learner"]["LearningDelivery"][0], "CompStatus": "2"}]
    assert after == {"Learner": expected}
    assert replayed(learner) == after


def test_a_sheet_that_says_what_is_kept_already_changes_nothing() -> None:
    learner = kept().learner
    done = brought_in(
        "LearnRefNumber,ULN,AimSeqNumber,DAM 1,EmpStat,DateEmpStatApp,LOU\nL0001,1000000027,1,23,11,30/4/2024,1\n"
    )
    assert (done.unchanged, done.snapshot, row(learner).version) == (1, None, 1)


def test_new_learners_are_added_with_ids_and_numbers() -> None:
    year()
    done = brought_in("LearnRefNumber,LearnAimRef,DAM 1\nL2,Z0020001,23\nL2,Z0010211,\n")
    assert done.added == 1
    aims = documents()["L2"]["Learner"]["LearningDelivery"]
    assert [aim["AimSeqNumber"] for aim in aims] == ["1", "2"]
    assert len({aim["_id"] for aim in aims}) == 2
    assert aims[0]["LearningDeliveryFAM"][0]["_id"]


def test_references_that_have_lost_their_zeros_are_told_of_before_they_are_added(begun: ReturnYear) -> None:
    brought_in("LearnRefNumber\n0012\n0013\n")
    found = examine(sheet("LearnRefNumber\n12\n0013\n14\n"), YEAR)
    assert next(note for note in found.arrived.notes if "zeros in front" in note).startswith("1 of the references")
    assert "12 (kept: 0012)" in " ".join(found.arrived.notes)
    assert not [note for note in examine(sheet("LearnRefNumber\n0012\n"), YEAR).arrived.notes if "zeros" in note]


def test_a_learner_who_was_deleted_comes_back() -> None:
    learner = kept().learner
    delete_learner(learner, ANN)
    done = brought_in("LearnRefNumber,FamilyName\nL0001,Back\n")
    assert (done.brought_back, row(learner).deleted) == (1, None)


def test_source_files_stay_whatever_a_sheet_says(begun: ReturnYear) -> None:
    ReturnYear.objects.update(SourceFiles=[{"_id": "s", "SourceFileName": "other.xml"}])
    brought_in("LearnRefNumber\nL1\n")
    examined = examine(sheet("LearnRefNumber\nL1\n"), YEAR)
    assert [plan.source_files for plan in examined.plans.values()] == [
        [{"_id": "s", "SourceFileName": "other.xml"}]
    ] * 3


# Shown first.


def test_what_a_sheet_would_do_is_shown_before_anything_is_changed() -> None:
    first, second = kept(), kept(make.learner(LearnRefNumber="L0002"), "L0002")
    before = documents()
    examined = examine(sheet("LearnRefNumber,FamilyName,DateOfBirth\nL0001,Changed,\nL3,New,x\n,Nobody,\n"), YEAR)
    merge, add, replace = (examined.plans[mode] for mode in (MERGE, ADD, REPLACE))
    assert ([one.LearnRefNumber for one in merge.new], [one.LearnRefNumber for one in merge.changed]) == (
        ["L3"],
        ["L0001"],
    )
    assert [(one.path, one.old, one.new) for one in merge.changed[0].differences(YEAR)] == [
        ("Learner/FamilyName", "Invented", "Changed")
    ]
    assert (add.kept, [gone.pk for gone in replace.gone]) == (["L0001"], [second.learner])
    assert said(replace.changed[0].document) == {"Learner": {"LearnRefNumber": "L0001", "FamilyName": "Changed"}}
    assert [fault.place for fault in examined.arrived.faults] == ["C3", "A4"]
    assert len(examined.arrived.refused) == 1
    assert documents() == before
    assert first.learner != second.learner


def confirmed(source: Source, mode: str = MERGE) -> Imported:
    plan = examine(source, YEAR).plans[mode]
    return import_examined(source, ANN, YEAR, mode, plan.mark)


def test_it_is_done_as_it_was_shown_and_undone_as_a_whole() -> None:
    learner = kept().learner
    before = documents()
    done = confirmed(sheet("LearnRefNumber,FamilyName\nL0001,Changed\nL3,New\n"))
    assert (done.added, done.replaced) == (1, 1)
    assert done.snapshot is not None
    assert Snapshot.objects.get(pk=done.snapshot).file_name == "learners.csv"
    plan = undoing_import(done.snapshot)
    undo_import(done.snapshot, BOB, True, plan.mark)
    assert documents() == before
    assert document(learner) == before["L0001"]


def test_it_is_not_done_when_a_learner_was_changed_after_it_was_shown() -> None:
    learner = kept().learner
    source = sheet("LearnRefNumber,GivenNames\nL0001,Changed\n")
    mark = examine(source, YEAR).plans[MERGE].mark
    set_field(learner, "Learner/FamilyName", "Other", "Invented", BOB)
    with pytest.raises(Outdated):
        import_examined(source, ANN, YEAR, MERGE, mark)
    assert document(learner)["Learner"]["GivenNames"] == "Person"


def test_it_is_not_done_when_its_columns_were_given_another_meaning_after_it_was_shown() -> None:
    learner = kept().learner
    source = sheet("LearnRefNumber,Name\nL0001,Changed\n")
    whose = row(learner).of.provider
    keep_columns(whose, {"Name": "FamilyName"}, YEAR)
    examined = examine(source, YEAR)
    keep_columns(whose, {"Name": "GivenNames"}, YEAR)
    with pytest.raises(Outdated):
        import_examined(source, ANN, YEAR, MERGE, examined.plans[MERGE].mark)


def test_the_mark_of_a_preview_is_known_without_reading_the_sheet_again() -> None:
    kept()
    examined = examine(sheet("LearnRefNumber,FamilyName\nL0001,Changed\n"), YEAR)
    assert mark_now(year(), examined.arrived.parts, examined.arrived.mark, YEAR, MERGE) == examined.plans[MERGE].mark


# What columns mean.


def test_what_a_header_means_is_kept_for_the_provider(begun: ReturnYear) -> None:
    done = brought_in(
        "Our ref,Begins,Internal\nL1,1 May 2024,x\n",
        sheet=SheetSaid(columns={"Our ref": "LearnRefNumber", "Begins": "LearnStartDate", "Internal": ""}),
    )
    assert (done.added, done.not_carried) == (1, [])
    assert saved_columns(begun.provider) == {"ourref": "LearnRefNumber", "begins": "LearnStartDate", "internal": ""}
    assert brought_in("OUR_REF,begins,internal\nL2,2 May 2024,x\n").added == 1
    assert documents()["L2"]["Learner"]["LearningDelivery"][0]["LearnStartDate"] == "2024-05-02"


def test_a_header_that_is_said_again_means_what_was_said_last(begun: ReturnYear) -> None:
    keep_columns(begun.provider, {"Name": "FamilyName"}, YEAR)
    keep_columns(begun.provider, {"name ": "given names"}, YEAR)
    assert saved_columns(begun.provider) == {"name": "GivenNames"}
    assert SheetColumn.objects.count() == 1


@pytest.mark.parametrize("columns", [{"Ref": "Shoe size"}, {"Ref": "OutType 999"}, {" ": "ULN"}])
def test_a_meaning_that_is_no_column_is_refused_and_nothing_is_kept(begun: ReturnYear, columns: dict[str, str]) -> None:
    with pytest.raises(NotDone, match="is not a column of the ILR of 2023-24"):
        brought_in("LearnRefNumber\nL1\n", sheet=SheetSaid(columns=columns))
    assert (documents(), SheetColumn.objects.count()) == ({}, 0)


def test_what_was_said_is_not_kept_when_the_sheet_cannot_be_read(begun: ReturnYear) -> None:
    with pytest.raises(Unreadable):
        brought_in("Ref\n", sheet=SheetSaid(columns={"Ref": "LearnRefNumber"}))
    assert SheetColumn.objects.count() == 0


def test_the_columns_of_a_sheet_are_told_before_it_is_read(begun: ReturnYear) -> None:
    found = table_in(sheet("LearnRefNumber,Shoe size\nL1,7\n"), YEAR, begun.provider)
    assert found is not None
    assert [(one.header, one.column.name if one.column else None) for one in found.columns] == [
        ("LearnRefNumber", "LearnRefNumber"),
        ("Shoe size", None),
    ]


def test_a_marked_copy_is_made_with_the_meanings_that_are_kept(begun: ReturnYear) -> None:
    keep_columns(begun.provider, {"Born": "DateOfBirth"}, YEAR)
    copy = opened(marked_copy_of(sheet("LearnRefNumber,Born\nL1,x\n"), YEAR))
    [head, told] = copy.sheets[0].rows()
    assert head.cells[2].text == "What to correct"
    assert told.cells[2].text.startswith("B2: DateOfBirth")


def test_short_years_are_read_as_of_the_working_day(begun: ReturnYear) -> None:
    set_working_day(begun.provider, datetime(1950, 1, 1).date())
    brought_in("LearnRefNumber,DateOfBirth\nL1,1/5/55\n")
    assert documents()["L1"]["Learner"]["DateOfBirth"] == "1955-05-01"
    set_working_day(begun.provider, datetime(2024, 1, 1).date())
    brought_in("LearnRefNumber,DateOfBirth\nL2,1/5/55\n")
    assert documents()["L2"]["Learner"]["DateOfBirth"] == "1955-05-01"
    brought_in("LearnRefNumber,DateOfBirth\nL3,1/5/33\n")
    assert documents()["L3"]["Learner"]["DateOfBirth"] == "2033-05-01"


# The whole return.


def filled() -> None:
    imported(
        make.learner(),
        make.learner(make.finished(), make.milestone(), LearnRefNumber="L0002", DateOfBirth=None),
        make.progression(LearnRefNumber="L0002"),
    )


def test_a_whole_return_comes_back_unchanged_into_the_same_store(tmp_path: Path) -> None:
    filled()
    before = documents()
    path, learners = export_workbook(tmp_path, MADE)
    assert (path.name, learners) == ("OpenLET-10999991-2324-20240820-093000.xlsx", 2)
    for mode in (MERGE, ADD, REPLACE):
        plan = examine(Source(path.name, path, None), YEAR).plans[mode]
        assert (plan.new, plan.changed, plan.gone) == ([], [], [])
    assert import_file(Source(path.name, path, None), ANN).unchanged == 2
    assert documents() == before


def test_a_whole_return_makes_the_same_return_in_another_store() -> None:
    filled()
    ReturnYear.objects.update(SourceFiles=[{"_id": "s", "SourceFileName": "other.xml"}])
    made = workbook_of(year(), MADE)
    before = {reference: said(tree) for reference, tree in documents().items()}
    for reference in before:
        delete_learner(row_of(reference), ANN)
    examined = examine(Source(made.name, None, made.content), YEAR)
    assert {reference: said(part) for reference, part in examined.arrived.parts.items()} == before
    assert said(examined.plans[REPLACE].source_files) == [{"SourceFileName": "other.xml"}]
    confirmed(Source(made.name, None, made.content), REPLACE)
    assert {reference: said(tree) for reference, tree in documents().items()} == before


def row_of(reference: str) -> int:
    from openlet.store.models import LearnerRow

    return int(LearnerRow.objects.get(LearnRefNumber=reference).pk)


def test_learners_who_would_be_left_out_of_a_file_are_in_the_workbook_and_deleted_ones_are_not() -> None:
    filled()
    delete_learner(row_of("L0001"), ANN)
    examined = examine(Source("a.xlsx", None, workbook_of(year(), MADE).content), YEAR)
    assert list(examined.arrived.parts) == ["L0002"]


def test_a_workbook_of_another_year_is_refused_with_what_to_do() -> None:
    filled()
    made = workbook_of(year(), MADE)
    begin_year(make.UKPRN, year_of("2024-25"))
    with pytest.raises(NotDone, match=r"is a workbook of 2023-24, not of 2024-25\. Nothing was changed"):
        examine(Source(made.name, None, made.content), year_of("2024-25"))
    assert import_file(Source(made.name, None, made.content), ANN).year is YEAR


def test_a_workbook_of_another_provider_is_refused() -> None:
    filled()
    content = workbook_of(year(), MADE).content
    Provider.objects.update(UKPRN=10999992)
    with pytest.raises(NotDone, match="belongs to UKPRN 10999992"):
        examine(Source("a.xlsx", None, content), YEAR)


def test_no_workbook_is_written_over_another_file_or_without_learners(tmp_path: Path, begun: ReturnYear) -> None:
    with pytest.raises(NotDone, match="holds no learner yet"):
        export_workbook(tmp_path, MADE)
    assert list(tmp_path.glob("*.xlsx")) == []
    kept()
    path, _ = export_workbook(tmp_path, MADE)
    with pytest.raises(NotDone, match="is there already"):
        export_workbook(tmp_path, MADE)
    assert path.stat().st_mode & 0o077 == 0


def test_the_template_offers_the_bootcamps_of_the_contract(begun: ReturnYear) -> None:
    from openlet.store.services import keep_contract

    without = template_of(YEAR, begun.provider)
    keep_contract(begun.provider, "contract.toml", make.CONTRACT.encode(), ANN)
    texts = {cell.text for one in opened(template_of(YEAR, begun.provider)).sheets for line in one.rows()
             for cell in line.cells.values()}  # fmt: skip
    assert "Z0020002 - Example welding bootcamp" in "\n".join(texts)
    assert len(without) < len(template_of(YEAR, begun.provider))


# What cannot be read.


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b""),
        ("a.csv", b"a,\0"),
        ("a.xlsx", b"LearnRefNumber\nL1\n"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 100),
        ("a.ods", b"PK\x03\x04"),
        ("a.xlsx", table(["LearnRefNumber"])),
        ("a.xlsx", table()),
    ],
)
def test_what_cannot_be_read_changes_nothing(begun: ReturnYear, name: str, content: bytes) -> None:
    kept()
    before = documents()
    with pytest.raises(Unreadable) as refused:
        import_file(Source(name, None, content), ANN)
    assert str(refused.value).endswith(".")
    assert (documents(), Snapshot.objects.count()) == (before, 0)


def test_a_sheet_that_is_too_large_is_refused_before_it_is_read(begun: ReturnYear) -> None:
    with pytest.raises(Unreadable, match="is the most that can be read"):
        import_file(Source("a.csv", None, b"x" * (200 * MEGABYTE + 1)), ANN)


def test_an_ilr_file_still_replaces_what_it_speaks_of() -> None:
    learner = kept().learner
    done = import_file(file(make.learner(TelNo="07700900123", FamilyName="Changed", AddLine1=None)), ANN)
    assert done.replaced == 1
    assert "AddLine1" not in document(learner)["Learner"]


def test_another_provider_may_have_no_columns_of_ours() -> None:
    assert saved_columns(None) == {}
    assert saved_columns(set_provider(make.UKPRN)) == {}
