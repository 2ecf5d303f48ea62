"""Tables come out with the same figures as text, CSV, XLSX and JSON, and nothing in them is run."""

import csv
import io
import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from openlet.reports import tables
from openlet.reports.tables import (
    MARKING,
    Cell,
    Table,
    csv_bytes,
    csv_text,
    json_text,
    plain,
    safe,
    text_of,
    xlsx_bytes,
)

EVERY_KIND = Table(
    "kinds",
    "Every kind of cell",
    ("text", "number", "uln", "money", "rate", "day", "yes", "nothing"),
    [("a", 3, 1000000027, Decimal("1080.00"), Decimal("0.315"), date(2024, 5, 1), True, None)],
)


def csv_rows(table: Table) -> list[list[str]]:
    """The table as a CSV reader sees it."""
    return list(csv.reader(io.StringIO(csv_text(table), newline="")))


def sheet(table: Table) -> Any:
    """The first sheet of the workbook."""
    return openpyxl.load_workbook(io.BytesIO(xlsx_bytes([table]))).worksheets[0]


def test_csv_has_a_header_and_carries_the_marking() -> None:
    assert csv_rows(EVERY_KIND) == [
        [*EVERY_KIND.columns, "marking"],
        ["a", "3", "1000000027", "1080.00", "0.315", "2024-05-01", "yes", "", MARKING],
    ]
    assert csv_text(EVERY_KIND).endswith("\r\n")


def test_a_workbook_keeps_types_and_a_uln_stays_a_name() -> None:
    header, row = sheet(EVERY_KIND).iter_rows(values_only=True)
    assert header == EVERY_KIND.columns
    assert row == ("a", 3, "1000000027", 1080, 0.315, datetime(2024, 5, 1), "yes", None)


def test_money_shows_two_places_and_a_rate_all_of_its_own() -> None:
    row = next(iter(sheet(EVERY_KIND).iter_rows(min_row=2)))
    assert row[3].number_format == "£#,##0.00;[Red]-£#,##0.00"
    assert row[4].number_format == "General"
    shares = Table("t", "T", ("milestone_share", "net"), [(Decimal("0.40"), Decimal("-1.00"))])
    assert [cell.number_format[0] for cell in sheet(shares)[2]] == ["#", "£"]


def test_a_csv_file_for_people_begins_with_the_mark_by_which_excel_knows_utf_8() -> None:
    table = Table("t", "T", ("name",), [("Zoë £",)])
    assert csv_bytes(table).startswith(b"\xef\xbb\xbfname")
    assert csv_bytes(table).decode("utf-8-sig") == csv_text(table)


def test_json_writes_money_and_dates_as_text() -> None:
    (record,) = json.loads(json_text(EVERY_KIND.records()))
    assert record == {
        "text": "a", "number": 3, "uln": 1000000027, "money": "1080.00", "rate": "0.315", "day": "2024-05-01",
        "yes": True, "nothing": None,
    }  # fmt: skip


def test_text_shows_every_cell() -> None:
    text = text_of([EVERY_KIND], 200)
    for cell in ("Every kind of cell", "1000000027", "1080.00", "0.315", "2024-05-01", "yes"):
        assert cell in text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_text_that_a_spreadsheet_would_run_is_made_harmless(text: str) -> None:
    table = Table("t", "T", ("a",), [(text,)])
    assert csv_rows(table)[1][0] == f"'{text}"
    assert sheet(table)["A2"].data_type == "s"


@pytest.mark.parametrize(("cell", "text"), [(Decimal("-120.00"), "-120.00"), (-3, "-3"), ("2-1", "2-1"), ("<5", "<5")])
def test_a_negative_number_and_harmless_text_stay_as_they_are(cell: Cell, text: str) -> None:
    assert safe(cell) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (False, "no"),
        (Decimal("0.00"), "0.00"),
        (Decimal("1E+3"), "1000"),
        (date(2024, 2, 29), "2024-02-29"),
    ],
)
def test_a_cell_as_plain_text(cell: Cell, text: str) -> None:
    assert plain(cell) == text


def test_brackets_in_a_cell_are_shown_and_not_taken_for_markup() -> None:
    assert "[red]x[/red] [/b] :smile:" in text_of([Table("t", "[/i]", ("a",), [("[red]x[/red] [/b] :smile:",)])], 80)


def test_an_empty_table_has_its_header_in_every_format() -> None:
    empty = Table("t", "T", ("a", "b"), [])
    assert csv_rows(empty) == [["a", "b", "marking"]]
    assert list(sheet(empty).iter_rows(values_only=True)) == [("a", "b")]
    assert json.loads(json_text(empty.records())) == []
    assert "a" in text_of([empty], 80)


def test_sheets_have_names_that_a_workbook_allows() -> None:
    long = "A title that is far too long: for / the [name] of a sheet"
    made = [Table("t", title, ("a",), []) for title in (long, long, "LONG", "long", "")]
    names = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(made))).sheetnames
    assert names == ["A title that is far too long  f", "A title that is far too long  2", "LONG", "long 2", "Sheet"]


def test_a_table_longer_than_a_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "ROWS_OF_A_SHEET", 2)
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([Table("t", "T", ("a",), [(1,), (2,), (3,)])])))
    assert book.sheetnames == ["T", "T 2"]
    assert [list(one.iter_rows(values_only=True)) for one in book] == [[("a",), (1,), (2,)], [("a",), (3,)]]


def test_a_text_longer_than_a_cell_is_cut_visibly() -> None:
    value = sheet(Table("t", "T", ("a",), [("x" * 40_000,)]))["A2"].value
    assert len(value) == 32_767
    assert value.endswith("…")


def test_a_day_before_the_calendar_of_spreadsheets_is_text() -> None:
    assert sheet(Table("t", "T", ("a",), [(date(1066, 10, 14),)]))["A2"].value == "1066-10-14"


def test_a_sheet_has_a_frozen_header_with_filters_and_is_printed_on_a4_with_the_marking_on_every_page() -> None:
    made = sheet(EVERY_KIND)
    assert (made.freeze_panes, made.auto_filter.ref, made.print_title_rows) == ("A2", "A1:H2", "$1:$1")
    assert (made.page_setup.paperSize, made.page_setup.orientation) == (9, "landscape")
    assert made.page_setup.fitToHeight == 0
    assert made.sheet_properties.pageSetUpPr.fitToPage
    assert MARKING in made.oddHeader.center.text
    assert MARKING in made.oddFooter.center.text


def test_a_column_of_a_table() -> None:
    assert EVERY_KIND.column("uln") == [1000000027]
