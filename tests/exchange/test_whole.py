"""The workbook of a whole return: what goes out comes back in unchanged, whatever stands in it."""

import tempfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openlet.exchange import whole_reading, writing
from openlet.exchange.entity_sheets import EXACT, entity_sheets
from openlet.exchange.found import Found
from openlet.exchange.grid import Kind
from openlet.exchange.writing import ReturnWriter
from openlet.ilr.opening import Unreadable, source
from openlet.ilr.reading import IlrFile
from openlet.ilr.records import Learner, SourceFiles
from openlet.invented import generate
from openlet.spec.layout import Entity, Field, layout
from openlet.spec.years import Year, year_of, years
from openlet.store.documents import tree_of, without_ids
from tests import make
from tests.exchange.books import AS_OF, YEAR, opened, read
from tests.ilr import invented
from tests.odd_values import ANYTHING, DATES

MADE = datetime(2024, 8, 20, 9, 30)
LATER = date(2031, 1, 1)
Documents = dict[str, Any]


def written(documents: Documents, year: Year = YEAR, files: list[Any] | None = None, ukprn: int = make.UKPRN) -> bytes:
    return ReturnWriter(year, AS_OF, MADE).write(ukprn, documents.values(), files or [])


def read_again(content: bytes) -> Found:
    """Read on another day than it was written, which must make no difference."""
    return whole_reading.WholeReader(opened(content), LATER).read()


def documents_of(ilr: IlrFile) -> Documents:
    """The documents of a file by reference, as the store keeps them."""
    found: Documents = {}
    for item in ilr:
        part = found.setdefault(item.record.LearnRefNumber or "", {})
        if isinstance(item.record, Learner):
            part["Learner"] = tree_of(item.record, ilr.year)
        else:
            part.setdefault("LearnerDestinationandProgression", []).append(tree_of(item.record, ilr.year))
    return found


def assert_comes_back(documents: Documents, year: Year, files: list[Any] | None = None) -> Found:
    found = read_again(written(documents, year, files))
    assert found.learners == {key: said for key, one in documents.items() if (said := without_ids(one))}
    assert found.source_files == without_ids(files or [])
    assert (found.year, found.UKPRN, found.whole, found.not_read) == (year, make.UKPRN, True, [])
    assert list(found.refused()) == []
    return found


@pytest.mark.parametrize("year", years(), ids=str)
def test_an_invented_return_comes_back_unchanged(year: Year) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = generate(Path(folder), 150, 1, year, 20240401)
        documents = documents_of(IlrFile(source(str(paths[0]))))
    documents.pop("", None)
    assert len(documents) > 100
    assert_comes_back(documents, year)


@pytest.mark.parametrize("year", years(), ids=str)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(choose=st.randoms(use_true_random=False), fullness=st.sampled_from((0.1, 0.5, 1)))
def test_any_valid_file_comes_back_unchanged(year: Year, choose: Random, fullness: float) -> None:
    ilr, _ = make.read(invented.file(year, choose, fullness, tolerated=True))
    fresh = IlrFile(ilr.source)
    documents = documents_of(fresh)
    files = fresh.records.get("SourceFiles")
    listed = tree_of(files, year).get("SourceFile", []) if isinstance(files, SourceFiles) else []
    assert_comes_back(documents, year, listed)


ODD = [text for text in (*ANYTHING, *DATES, "1/5/24", "£", "=1+1", "@x", "+5",
                         "-5", "\r", "a\rb", "_x0041_", "#1", " L1 ",
                         "23", "A1", "x" * 40_000, "TRUE", "\x85") if text]  # fmt: skip


def any_document(year: Year, choose: Random) -> Any:
    """A document with anything anywhere: what people type wrong is kept as well."""

    def tree(entity: Entity) -> Any:
        made: Any = {}
        for child in entity.children:
            if isinstance(child, Field):
                if choose.random() < 0.4:
                    made[child.element] = choose.choice(ODD)
            elif choose.random() < 0.6:
                if child.max_occurs == 1:
                    made[child.name] = tree(child)
                else:
                    made[child.name] = [{"_id": "i"} | tree(child) for _ in range(choose.randint(1, 3))]
        return made

    tops = {entity.name: entity for entity in layout(year).entities()}
    document = {"Learner": tree(tops["Learner"])}
    if "LearnerDestinationandProgression" in tops and choose.random() < 0.7:
        records = [tree(tops["LearnerDestinationandProgression"]) for _ in range(choose.randint(1, 3))]
        document["LearnerDestinationandProgression"] = records
    return document


@pytest.mark.parametrize("year", years(), ids=str)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32))
def test_whatever_was_typed_comes_back_as_it_was_typed(year: Year, seed: int) -> None:
    choose, documents = Random(seed), {}
    for reference in choose.sample(["L1", " L1 ", "1", "01", "=1", "L\r1", "x" * 33_000], 3):
        documents[reference] = any_document(year, choose)
        for top in documents[reference].values():
            for record in top if isinstance(top, list) else [top]:
                record["LearnRefNumber"] = reference
    assert_comes_back(documents, year)


def test_every_entity_and_element_of_a_learner_has_its_place() -> None:
    for year in years():
        placed = {(sheet.entity.name, field.element) for sheet in entity_sheets(year) for field in sheet.fields}
        wanted = {
            (entity.name, field.element)
            for top in layout(year).entities()
            if top.name not in ("Header", "LearningProvider")
            for entity in top.walk()
            for field in entity.fields()
            if field.element != "LearnRefNumber"
        }
        assert placed == wanted
        names = [sheet.name for sheet in entity_sheets(year)]
        assert len(set(names)) == len(names)
        assert all(len(name) <= 31 for name in names)


def one_learner(**fields: Any) -> Documents:
    return {"L1": {"Learner": {"LearnRefNumber": "L1", **fields}}}


def test_another_program_sees_texts_and_dates_and_no_formula() -> None:
    documents = one_learner(FamilyName="=1+1", GivenNames="@SUM(A1)", DateOfBirth="1990-05-01", ULN="1000000027")
    book = openpyxl.load_workbook(BytesIO(written(documents)))
    sheet = book["Learner"]
    cells = {sheet.cell(1, column).value: sheet.cell(2, column) for column in range(1, sheet.max_column + 1)}
    assert [cells[name].data_type for name in ("FamilyName", "GivenNames", "ULN", "DateOfBirth")] == [
        "s",
        "s",
        "s",
        "d",
    ]
    assert cells["FamilyName"].value == "=1+1"
    assert cells["DateOfBirth"].value == datetime(1990, 5, 1)
    kinds = {cell.data_type for one in book.worksheets for row in one.iter_rows() for cell in row}
    assert "f" not in kinds


def test_the_same_records_give_the_same_bytes() -> None:
    assert written(one_learner(FamilyName="Invented")) == written(one_learner(FamilyName="Invented"))


def test_rows_are_joined_by_the_keys_that_people_know() -> None:
    documents = one_learner(
        LearningDelivery=[
            {"AimSeqNumber": "1", "LearningDeliveryFAM": [{"LearnDelFAMType": "SOF", "LearnDelFAMCode": "112"}]},
            {"LearnAimRef": "Z0020001", "LearningDeliveryFAM": [{"LearnDelFAMType": "DAM", "LearnDelFAMCode": "023"}]},
        ],
        LearnerEmploymentStatus=[
            {"DateEmpStatApp": "2024-04-30", "EmploymentStatusMonitoring": [{"ESMType": "LOU", "ESMCode": "1"}]}
        ],
    )
    book = openpyxl.load_workbook(BytesIO(written(documents)))
    fams = [[cell.value for cell in row][:4] for row in book["LearningDeliveryFAM"].iter_rows()]
    assert fams[0] == ["LearnRefNumber", "AimSeqNumber", "LearnDelFAMType", "LearnDelFAMCode"]
    assert fams[1:] == [["L1", "1", "SOF", "112"], ["L1", "#2", "DAM", "023"]]
    assert book["LearningDelivery"]["B3"].value == "#2"
    assert book["EmploymentStatusMonitoring"]["B2"].value == datetime(2024, 4, 30)
    assert EXACT not in book.sheetnames


def edited(content: bytes, edit: Callable[[Any], object]) -> bytes:
    """A workbook after somebody worked on it in another program."""
    book = openpyxl.load_workbook(BytesIO(content))
    edit(book)
    held = BytesIO()
    book.save(held)
    return held.getvalue()


SIMPLE = one_learner(
    FamilyName="Invented",
    LearningDelivery=[
        {
            "AimSeqNumber": "1",
            "LearnAimRef": "Z0020001",
            "LearningDeliveryFAM": [{"LearnDelFAMType": "DAM", "LearnDelFAMCode": "023"}],
        }
    ],
)


def test_another_program_may_save_it_and_rows_may_be_sorted_and_typed_as_people_write() -> None:
    documents = SIMPLE | {"L2": {"Learner": {"LearnRefNumber": "L2", "FamilyName": "1/5/24", "DateOfBirth": "1/5/24"}}}

    def edit(book: Any) -> None:
        learners = book["Learner"]
        rows = [[cell.value for cell in row] for row in learners.iter_rows()]
        head, first, second = rows
        for row, cells in enumerate((head, second, first), 1):
            for column, value in enumerate(cells, 1):
                learners.cell(row, column, value)
        at = head.index("DateOfBirth") + 1
        learners.cell(3, at, "12 March 1991")
        learners.cell(3, head.index("ULN") + 1, 1000000027)
        book["LearningDeliveryFAM"].append(["L1", 1, "DAM", 10])

    found = read_again(edited(written(documents), edit))
    assert list(found.learners) == ["L2", "L1"]
    assert found.learners["L2"] == documents["L2"]  # what was typed wrong before is still as it was typed
    learner = found.learners["L1"]["Learner"]
    assert (learner["DateOfBirth"], learner["ULN"]) == ("1991-03-12", "1000000027")
    assert [one["LearnDelFAMCode"] for one in learner["LearningDelivery"][0]["LearningDeliveryFAM"]] == ["023", "010"]


def remove(sheet: str) -> Callable[[Any], object]:
    return lambda book: book.remove(book[sheet])


def put(sheet: str, cell: str, value: Any) -> Callable[[Any], object]:
    def edit(book: Any) -> None:
        book[sheet][cell] = value

    return edit


WRONG = {
    "a sheet that is gone": (remove("AppFinRecord"), "has no sheet AppFinRecord"),
    "a column that is gone": (put("Learner", "G1", None), "has no column"),
    "a column that stands twice": (put("Learner", "AZ1", "ULN"), "has two columns ULN"),
    "no year": (put("Return", "B2", "2019-20"), "does not say ILR year and UKPRN"),
    "no provider": (put("Return", "B3", "ours"), "does not say ILR year and UKPRN"),
    "nobody": (put("Learner", "A2", None), "holds no learner"),
    "merged cells": (lambda book: book["Learner"].merge_cells("A2:A3"), "has merged cells"),
}


@pytest.mark.parametrize(("edit", "text"), WRONG.values(), ids=WRONG)
def test_a_workbook_in_which_something_is_missing_is_refused(edit: Callable[[Any], object], text: str) -> None:
    with pytest.raises(Unreadable, match=text):
        read_again(edited(written(SIMPLE), edit))


def test_rows_that_belong_to_nobody_are_refused_and_named() -> None:
    def edit(book: Any) -> None:
        book["LearningDeliveryFAM"].append(["L1", 5, "SOF", "112"])
        book["LearningDeliveryFAM"].append(["L1", None, "SOF", "112"])
        book["LearningDeliveryFAM"].append(["L9", 1, "SOF", "112"])
        book["LearningDelivery"].append(["L9"])
        book["Learner"].append(["L1"])
        book["Learner"].append([None, None, None, None, None, "1000000027"])

    found = read_again(edited(written(SIMPLE), edit))
    refused = {(fault.sheet, fault.place) for fault in found.refused()}
    assert refused == {
        ("LearningDeliveryFAM", "B3"), ("LearningDeliveryFAM", "B4"), ("LearningDeliveryFAM", "A5"),
        ("LearningDelivery", "A3"), ("Learner", "A3"), ("Learner", "A4"),
    }  # fmt: skip
    assert found.learners == SIMPLE


def test_two_aims_of_one_number_are_told_apart_by_their_marks() -> None:
    fam = [{"LearnDelFAMType": "SOF", "LearnDelFAMCode": "112"}]
    documents = one_learner(LearningDelivery=[{"AimSeqNumber": "1"}, {"AimSeqNumber": "1", "LearningDeliveryFAM": fam}])
    assert_comes_back(documents, YEAR)


def test_what_was_added_to_the_workbook_is_named_and_not_read() -> None:
    def edit(book: Any) -> None:
        book["Learner"]["AZ1"] = "Shoe size"
        book["Learner"]["BA1"] = "What to correct"
        book.create_sheet("Mine")["A1"] = "x"

    found = read_again(edited(written(SIMPLE), edit))
    assert found.learners == SIMPLE
    assert found.not_read == [
        "Column AZ of the sheet Learner, Shoe size, is not read: the ILR of 2023-24 does not have it there.",
        "The sheet Mine is not read: it is no part of the ILR of 2023-24.",
    ]


def test_wrong_cells_are_named_and_kept() -> None:
    found = read_again(edited(written(SIMPLE), put("LearningDelivery", "F2", "31/2/2024")))
    [fault] = found.faults
    assert (fault.sheet, fault.place, fault.header, fault.refused) == (
        "LearningDelivery",
        "F2",
        "LearnStartDate",
        False,
    )
    assert found.learners["L1"]["Learner"]["LearningDelivery"][0]["LearnStartDate"] == "31/2/2024"


def test_a_long_return_goes_on_in_further_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_ROWS", 2)
    documents = {f"L{number}": {"Learner": {"LearnRefNumber": f"L{number}", "ULN": str(number)}} for number in range(5)}
    content = written(documents)
    assert [sheet.name for sheet in opened(content).sheets if sheet.name.startswith("Learner ")] == [
        "Learner 2",
        "Learner 3",
    ]
    assert read_again(content).learners == documents


def test_dates_that_workbooks_do_not_know_stay_texts() -> None:
    documents = one_learner(DateOfBirth="1899-12-31")
    [row] = [row for row in opened(written(documents)).sheets[1].rows() if row.number == 2]
    assert Kind.DATE not in {cell.kind for cell in row.cells.values()}
    assert_comes_back(documents, YEAR)


def test_the_workbook_says_itself_of_which_year_it_is() -> None:
    found = read(written(one_learner(FamilyName="Invented"), year_of("2024-25")), year="2025-26")
    assert (found.year, found.whole) == (year_of("2024-25"), True)
