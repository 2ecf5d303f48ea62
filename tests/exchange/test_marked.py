"""The marked copy: everything that is wrong is marked where it stands, and the copy can be imported as it is."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from openlet.exchange import marked as marked_module
from openlet.exchange.spreadsheets import marked
from tests.exchange.books import YEAR, opened, read, table, workbook
from tests.exchange.test_whole import SIMPLE, edited, put, written

ROWS = (
    ["My learners"],
    ["LearnRefNumber", "DateOfBirth", "FamilyName", "Shoe size", "TelNo"],
    ["0012", "31/2/1990", "=1+1", "7", "07700900123"],
    [None, date(1990, 5, 1), "Nobody"],
    ["L2", date(1990, 5, 1), "Other"],
)


def copy_of(content: bytes | str) -> bytes:
    return marked(opened(content), read(content).faults, YEAR)


def sheet_of(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content)).worksheets[0]


@pytest.mark.parametrize("content", [table(*ROWS), "My learners\nLearnRefNumber,DateOfBirth\nL1,x\n,y\n"])
def test_what_is_wrong_is_marked_at_its_cell_and_told_in_a_column_of_its_own(content: bytes | str) -> None:
    found = read(content)
    sheet = sheet_of(copy_of(content))
    told = {cell.row: cell.value for cell in sheet[openpyxl.utils.get_column_letter(sheet.max_column)] if cell.value}
    assert told.pop(2) == "What to correct"
    assert told.keys() == {fault.row for fault in found.faults}
    for fault in found.faults:
        assert f"{fault.place}: {fault.message}" in told[fault.row]
        cell = sheet[fault.place]
        assert fault.message in cell.comment.text
        assert cell.fill.fgColor.rgb != "00000000"
    assert sheet["B5"].comment is None


def test_all_else_stands_where_it_stood() -> None:
    sheet = sheet_of(copy_of(table(*ROWS)))
    assert [cell.value for cell in sheet[1]][:1] == ["My learners"]
    assert [cell.value for cell in sheet[3]][:5] == ["0012", "31/2/1990", "=1+1", "7", "07700900123"]
    assert sheet["C3"].data_type == "s"
    assert sheet["B5"].is_date


def test_the_error_of_a_formula_does_not_become_a_value_in_the_copy() -> None:
    content = "LearnRefNumber,FamilyName,LearnStartDate\nL1,#N/A,#DIV/0!\nL2,Other,1/5/2024\n"
    copy = copy_of(content)
    assert "#N/A" in sheet_of(copy)["B2"].comment.text
    assert read(copy).learners == read(content).learners
    assert read(copy).faults == []


def test_the_copy_is_read_as_the_sheet_was() -> None:
    content = table(*ROWS)
    first, again = read(content), read(copy_of(content))
    assert again.learners == first.learners
    assert [fault.place for fault in again.faults] == [fault.place for fault in first.faults]
    twice = copy_of(copy_of(content))
    headers = [cell.value for cell in sheet_of(twice)[2]]
    assert headers.count("What to correct") == 1


def test_a_sheet_without_faults_is_copied_without_the_column() -> None:
    assert [cell.value for cell in sheet_of(copy_of("LearnRefNumber,ULN\nL1,1000000027\n"))[1]] == [
        "LearnRefNumber",
        "ULN",
    ]


def test_all_sheets_are_in_the_copy_and_hidden_ones_stay_hidden() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["LearnRefNumber", "DateOfBirth"])
        sheet.write_row(1, 0, ["L1", "x"])
        book.add_worksheet("Lists").write_string(0, 0, "a")
        book.worksheets()[1].hide()

    made = openpyxl.load_workbook(BytesIO(copy_of(workbook(write))))
    assert [(sheet.title, sheet.sheet_state) for sheet in made.worksheets] == [
        ("Sheet1", "visible"),
        ("Lists", "hidden"),
    ]


def test_the_copy_of_a_whole_return_comes_back_as_the_return_did() -> None:
    content = edited(written(SIMPLE), put("LearningDelivery", "F2", "31/2/2024"))
    copy = copy_of(content)
    made = openpyxl.load_workbook(BytesIO(copy))
    assert "31/2/2024" in [cell.value for cell in made["LearningDelivery"][2]]
    assert made["LearningDelivery"]["F2"].comment is not None
    assert read(copy).learners == read(content).learners


def test_with_very_many_faults_the_column_still_has_them_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marked_module, "MOST_COMMENTS", 3)
    sheet = sheet_of(copy_of("LearnRefNumber,DateOfBirth\n" + "".join(f"L{number},x\n" for number in range(10))))
    assert sum(sheet.cell(row, 2).comment is not None for row in range(2, 12)) == 3
    assert sum(bool(sheet.cell(row, 3).value) for row in range(2, 12)) == 10
