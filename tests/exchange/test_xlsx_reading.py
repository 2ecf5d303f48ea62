"""Workbooks are read as they look, without running anything in them, and bad ones are refused in a sentence."""

import zipfile
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from openlet.exchange import grid, xlsx_reading
from openlet.exchange.grid import Cell, Kind
from openlet.ilr.opening import Unreadable
from tests.exchange.books import by_hand, cells, opened, rows, table, workbook


def one_number(number: float, format_: str) -> Cell:
    def write(book: Any, sheet: Any) -> None:
        sheet.write_number(0, 0, number, book.add_format({"num_format": format_}))

    return cells(workbook(write))[0][0]


@pytest.mark.parametrize(
    ("number", "format_", "text"),
    [
        (1000000027, "General", "1000000027"),
        (1000000027.0, "0", "1000000027"),
        (9999999999, "0.00E+00", "9999999999"),
        (7700900123, "00000000000", "07700900123"),
        (7700900123, "00000 000000", "07700900123"),
        (23, "000", "023"),
        (12, '"L"0000', "0012"),
        (0.1, "0%", "10%"),
        (0.125, "0.0%", "12.5%"),
        (0.1, "General", "0.1"),
        (2.5, "0.00", "2.5"),
        (-3, "General", "-3"),
        (45413, "General", "45413"),
        (45413, "#,##0", "45413"),
        (45413, "[Red]0", "45413"),
    ],
)
def test_a_number_is_read_as_it_looks(number: float, format_: str, text: str) -> None:
    assert one_number(number, format_) == Cell(text, Kind.NUMBER)


@pytest.mark.parametrize(
    "format_", ["dd/mm/yyyy", "d mmm yy", "yyyy-mm-dd", "[$-809]dd mmmm yyyy;@", "m/d/yy", "mmm-yy"]
)
def test_a_date_is_read_as_its_day_whatever_its_format(format_: str) -> None:
    assert one_number(45413, format_) == Cell("2024-05-01", Kind.DATE)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "1900-01-01"), (59, "1900-02-28"), (61, "1900-03-01"), (45413, "2024-05-01"),
        (45413.5, "2024-05-01T12:00:00"), (2958465, "9999-12-31"),
    ],
)  # fmt: skip
def test_days_are_counted_as_workbooks_count_them(number: float, text: str) -> None:
    assert one_number(number, "dd/mm/yyyy").text == text


@pytest.mark.parametrize("number", [0, 60, 2958466, -1, 99999999999])
def test_a_number_that_is_no_day_stays_a_number(number: float) -> None:
    assert one_number(number, "dd/mm/yyyy") == Cell(str(number), Kind.NUMBER)


def test_a_workbook_may_count_its_days_from_1904() -> None:
    content = by_hand(
        '<sheetData><row><c s="0"><v>43951</v></c></row></sheetData>',
        styles='<cellXfs><xf numFmtId="14"/></cellXfs>',
        workbook_properties='<workbookPr date1904="1"/>',
    )
    assert cells(content) == [[Cell("2024-05-01", Kind.DATE)]]


def test_texts_are_read_sign_for_sign() -> None:
    texts = ["0012", " L1 ", "=1+1", "a\rb", "a\nb", "a\tb", "_x0041_", "x005F_", "Łukasz", "\U0001d49c", "'x", "\x85"]
    assert [cell.text for cell in cells(table(texts))[0]] == texts


def test_a_formula_counts_by_its_result_and_without_one_it_is_unknown() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write_formula(0, 0, "=1+1", None, 2)
        sheet.write_formula(0, 1, '="0012"', None, "0012")
        sheet.write_formula(0, 2, "=1+1", None, "")
        sheet.write_formula(0, 3, "=NA()", None, "#N/A")
        sheet.write_boolean(0, 4, True)

    plain, text, unknown, error, yes = cells(workbook(write))[0]
    assert (plain, text) == (Cell("2", Kind.NUMBER), Cell("0012"))
    assert (unknown.kind, error) == (Kind.UNKNOWN, Cell("#N/A", Kind.UNKNOWN))
    assert yes == Cell("TRUE")


def test_rows_have_the_numbers_that_the_program_shows_and_empty_ones_are_not_there() -> None:
    found = rows(table(["a"], [], [None, None, "b"]))
    assert [(row.number, {at: cell.text for at, cell in row.cells.items()}) for row in found] == [
        (1, {0: "a"}),
        (3, {2: "b"}),
    ]


def test_a_workbook_without_places_of_cells_and_with_texts_in_the_cells_is_read() -> None:
    content = by_hand(
        '<sheetData><row><c t="s"><v>0</v></c><c t="inlineStr"><is><r><t>two </t></r><r><t>parts</t></r></is></c>'
        '<c t="d"><v>2024-05-01T00:00:00</v></c><c><f>A1</f></c></row><row/><row><c/><c><v>7</v></c></row></sheetData>',
        strings="<si><t>spoken</t><rPh><t>never</t></rPh></si>",
    )
    found = rows(content)
    assert [cell.text for cell in found[0].cells.values()][:3] == ["spoken", "two parts", "2024-05-01"]
    assert found[0].cells[3].kind is Kind.UNKNOWN
    assert (found[1].number, found[1].cells) == (3, {1: Cell("7", Kind.NUMBER)})


def test_what_another_library_writes_is_read_as_that_library_meant_it() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["LearnRefNumber", "Day", "Number", "Formula", "Moment", "Time"])
    sheet.append(["0012", date(2024, 5, 1), 1000000027, "=1+1", datetime(2024, 5, 1, 9, 30), time(9, 30)])
    held = BytesIO()
    book.save(held)
    assert [cell.text for cell in cells(held.getvalue())[1]] == [
        "0012", "2024-05-01", "1000000027", "a formula that was not worked out", "2024-05-01T09:30:00", "09:30:00",
    ]  # fmt: skip


def test_every_sheet_has_its_name_and_whether_it_is_hidden() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write_string(0, 0, "a")
        book.add_worksheet("Hidden").hide()

    assert [(sheet.name, sheet.hidden) for sheet in opened(workbook(write)).sheets] == [
        ("Sheet1", False),
        ("Hidden", True),
    ]


def test_merged_cells_are_named_once_the_rows_were_read() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.merge_range(1, 0, 2, 1, "both")

    sheet = opened(workbook(write)).sheets[0]
    assert [row.number for row in sheet.rows()] == [2]
    assert sheet.merged == ["A2:B3"]


def spoilt(content: bytes, part: str, old: str, new: str) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as archive, zipfile.ZipFile(held, "w") as made:
        for name in archive.namelist():
            data = archive.read(name)
            if name == part:
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode())
            made.writestr(name, data)
    return held.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
FAR = by_hand('<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
WRONG = {
    "cut off": (table(["a"])[:-30], "is cut off or damaged"),
    "no zip": (b"PK\x03\x04 nothing", "is cut off or damaged"),
    "another zip": (spoilt(by_hand(""), "_rels/.rels", "/xl/workbook.xml", "/other.xml"), "not built as a workbook"),
    "no sheet": (spoilt(by_hand(""), "xl/workbook.xml", '<sheet name="One" sheetId="1" r:id="b"/>', ""), "no sheet"),
    "broken XML": (spoilt(table(["a"]), SHEET, "</sheetData>", "</sheetDat>"), "is damaged"),
    "a DOCTYPE": (spoilt(table(["a"]), SHEET, "<worksheet", "<!DOCTYPE x []><worksheet"), "document type"),
    "a text that is not there": (
        by_hand('<sheetData><row><c t="s"><v>5</v></c></row></sheetData>'),
        "not built as a workbook",
    ),
    "a style that is not there": (
        by_hand(
            '<sheetData><row><c s="5"><v>5</v></c></row></sheetData>', styles='<cellXfs><xf numFmtId="0"/></cellXfs>'
        ),
        "not built as a workbook",
    ),
    "a cell in the last corner": (FAR, "more than 2,000 columns"),
    "a workbook with a password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"),
        "locked with a password",
    ),
    "a cell that goes on for ever": (
        by_hand(f'<sheetData><row><c t="inlineStr"><is><t>{"x" * 100_001}</t></is></c></row></sheetData>'),
        "The cell A1 of the sheet One of test.xlsx has more than 100,000 characters",
    ),
    "a text that goes on for ever": (
        by_hand("", strings=f"<si><t>{'x' * 100_001}</t></si>"),
        "A cell of test.xlsx has more than 100,000 characters",
    ),
    "an old workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,
        "of the old format .xls",
    ),
    "no workbook at all": (b"LearnRefNumber,ULN\n", "is not an .xlsx workbook"),
}


@pytest.mark.parametrize(("content", "text"), WRONG.values(), ids=WRONG)
def test_a_wrong_workbook_is_refused_in_a_sentence(content: bytes, text: str) -> None:
    with pytest.raises(Unreadable, match=text) as refused:
        rows(content)
    assert str(refused.value).endswith(".")


def test_a_workbook_that_unpacks_to_more_than_is_allowed_is_refused_before_it_is_unpacked() -> None:
    held = BytesIO(by_hand(""))
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/big.bin", bytes(grid.LARGEST_UNPACKED + 1))
    assert len(held.getvalue()) < grid.MEGABYTE
    with pytest.raises(Unreadable, match="when it is unpacked"):
        opened(held.getvalue())


def test_a_sheet_with_a_million_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_reading, "MOST_ROWS", 100)
    assert len(rows(table(*(["a"] for _ in range(100))))) == 100
    with pytest.raises(Unreadable, match="more than 100 rows"):
        rows(table(*(["a"] for _ in range(101))))


def test_a_million_rows_in_which_only_the_format_stands_are_no_rows() -> None:
    styled = '<row><c s="0"/></row>' * 1000
    content = by_hand(
        f"<sheetData>{styled}<row><c><v>1</v></c></row></sheetData>", styles='<cellXfs><xf numFmtId="0"/></cellXfs>'
    )
    assert [row.number for row in rows(content)] == [1001]


def test_the_strict_form_of_a_workbook_is_read_too() -> None:
    content = by_hand("<sheetData><row><c><v>1</v></c></row></sheetData>")
    for part in ("xl/worksheets/s.xml", "xl/workbook.xml", "xl/strings.xml", "xl/styles.xml"):
        content = spoilt(content, part, "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                         "http://purl.oclc.org/ooxml/spreadsheetml/main")  # fmt: skip
    assert cells(content) == [[Cell("1", Kind.NUMBER)]]


@pytest.mark.parametrize(
    ("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_columns_are_named_by_letters(column: int, name: str) -> None:
    assert grid.letters(column) == name
    assert grid.column_of(name) == column
