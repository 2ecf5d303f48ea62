"""Spreadsheets for tests: written by XlsxWriter, or XML put together by hand, and read by our own reader."""

import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from openlet.exchange.found import Found
from openlet.exchange.grid import Cell, Row
from openlet.exchange.opening import Book, open_book
from openlet.exchange.spreadsheets import read_spreadsheet
from openlet.ilr.opening import Source
from openlet.spec.years import year_of
from tests import make

YEAR = year_of("2023-24")
AS_OF = date(2024, 6, 1)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbook(write: Callable[[Any, Any], object], name: str = "Sheet1") -> bytes:
    """A workbook with one sheet that a function has written: ``write(book, sheet)``."""
    held = BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False}) as book:
        write(book, book.add_worksheet(name))
    return held.getvalue()


def table(*rows: Sequence[Any], name: str = "Sheet1") -> bytes:
    """A workbook with one sheet of texts, numbers and dates."""

    def write(book: Any, sheet: Any) -> None:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(row, column, cell, day)
                elif isinstance(cell, str):
                    sheet.write_string(row, column, cell)
                elif cell is not None:
                    sheet.write_number(row, column, cell)

    return workbook(write, name)


def by_hand(sheet: str, strings: str = "", styles: str = "", workbook_properties: str = "") -> bytes:
    """A workbook from the XML of its only sheet's rows, written as small programs write them."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}">'
            f'<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="/xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{workbook_properties}'
            '<sheets><sheet name="One" sheetId="1" r:id="b"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}">'
            f'<Relationship Id="b" Type="{OFFICE}/worksheet" Target="worksheets/s.xml"/>'
            f'<Relationship Id="c" Type="{OFFICE}/sharedStrings" Target="strings.xml"/>'
            f'<Relationship Id="d" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        )
        archive.writestr("xl/worksheets/s.xml", f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>')
        archive.writestr("xl/strings.xml", f'<sst xmlns="{MAIN}">{strings}</sst>')
        archive.writestr("xl/styles.xml", f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>')
    return held.getvalue()


def opened(content: bytes | str, name: str | None = None) -> Book:
    """A spreadsheet that is open: a text is CSV, bytes are a workbook."""
    if isinstance(content, str):
        return open_book(Source(name or "test.csv", None, content.encode()))
    return open_book(Source(name or "test.xlsx", None, content))


def rows(content: bytes | str, name: str | None = None) -> list[Row]:
    """The rows of the first sheet."""
    return list(opened(content, name).sheets[0].rows())


def cells(content: bytes | str, name: str | None = None) -> list[list[Cell]]:
    """The cells of the first sheet, row by row, without those that are empty."""
    return [[row.cells[at] for at in sorted(row.cells)] for row in rows(content, name)]


def read(content: bytes | str, saved: dict[str, str] | None = None, year: str = "2023-24", **how: Any) -> Found:
    """What a spreadsheet says."""
    return read_spreadsheet(opened(content, how.get("name")), year_of(year), make.UKPRN, AS_OF, saved)
