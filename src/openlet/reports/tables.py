"""A table, and how it is written: readable text, CSV, XLSX or JSON. The same figures in each."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

MARKING = "OFFICIAL-SENSITIVE"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
LONGEST_CELL = 32_767  # characters; what a cell of a workbook holds
ROWS_OF_A_SHEET = 1_048_575  # below the header; longer tables go on in further sheets
LONGEST_SHEET_NAME = 31
NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
FIRST_YEAR_OF_EXCEL = 1900
TWO_PLACES = -2
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes a CSV file for the machine's old code page, and £ and é for rubbish
NO_MONEY = re.compile(r"share|rate|percent|tolerance|days_or|probability")  # columns whose numbers are not pounds
HEAD_COLOUR, HEAD_TEXT = "#0F385C", "#FFFFFF"
WIDEST_COLUMN = 400  # pixels
LONG_TEXT = 50  # characters; longer text is wrapped, as no column gets wide enough for it
A4 = 9  # the paper's number in a workbook
UPRIGHT, ACROSS = 6, 16  # columns that fit on A4 upright, and across; more go on over several pages
Cell = str | int | Decimal | date | bool | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under column names. Dates and money keep their type until they are written."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]

    def records(self) -> list[dict[str, Cell]]:
        """The rows by column name."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def column(self, name: str) -> list[Cell]:
        """The cells of one column."""
        at = self.columns.index(name)
        return [row[at] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Report:
    """Tables that belong together, under one name: one workbook, one JSON document, a CSV file for each table."""

    name: str
    title: str
    tables: tuple[Table, ...]


def plain(cell: Cell) -> str:
    """A cell as plain text: ISO dates, money with two places, nothing where there is nothing."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return f"{cell:f}" if isinstance(cell, Decimal) else cell.isoformat() if isinstance(cell, date) else str(cell)


def safe(cell: Cell) -> str:
    """A cell for CSV: text that a spreadsheet would run as a formula gets an apostrophe in front."""
    text = plain(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(FORMULA_STARTS) else text


def csv_text(table: Table) -> str:
    """The table as CSV with a header row; the last column carries the protective marking."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow((*table.columns, "marking"))
    writer.writerows((*(safe(cell) for cell in row), MARKING) for row in table.rows)
    return text.getvalue()


def csv_bytes(table: Table) -> bytes:
    """The same as a file for people: UTF-8 with the mark by which Excel knows it."""
    return (BYTE_ORDER_MARK + csv_text(table)).encode()


def json_text(document: Any) -> str:
    """Any document as JSON, on one line: Python indents slowly, and programs do not mind. Dates and money as text."""
    return json.dumps(document, ensure_ascii=False, default=_json_cell) + "\n"


def _json_cell(cell: Any) -> str:
    return plain(cell)


def xlsx_bytes(tables: Iterable[Table]) -> bytes:
    """A workbook with a sheet for each table: typed cells, frozen and filtered header, the marking on every page."""
    import xlsxwriter  # only here: most runs write no workbook

    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"category": MARKING, "comments": "Written by OpenLET"})
        formats = _formats(book)
        taken: set[str] = set()
        for table in tables:
            for rows in _sheets_full(table.rows):
                _write_sheet(book.add_worksheet(_sheet_name(table.title, taken)), table.columns, rows, formats)
    return held.getvalue()


@dataclass(frozen=True, slots=True)
class _Formats:
    """The cell formats of a workbook."""

    head: Any
    day: Any
    money: Any
    decimal: Any
    number: Any
    text: Any


def _formats(book: Any) -> _Formats:
    top = {"valign": "top"}
    head = {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": HEAD_COLOUR, "font_color": HEAD_TEXT}
    return _Formats(
        head=book.add_format(head),
        day=book.add_format({"num_format": "dd/mm/yyyy", "align": "left", **top}),
        money=book.add_format({"num_format": "£#,##0.00;[Red]-£#,##0.00", **top}),
        decimal=book.add_format({"num_format": "#,##0.00", **top}),
        number=book.add_format({"num_format": "General", **top}),
        text=book.add_format({"text_wrap": True, **top}),
    )


def _sheets_full(rows: Sequence[Sequence[Cell]]) -> Iterator[Sequence[Sequence[Cell]]]:
    """The rows in portions that fit on a sheet; one empty portion where there are none."""
    for first in range(0, max(len(rows), 1), ROWS_OF_A_SHEET):
        yield rows[first : first + ROWS_OF_A_SHEET]


def _sheet_name(title: str, taken: set[str]) -> str:
    """A name that a workbook allows and that no other sheet of it has."""
    clean = NOT_IN_A_SHEET_NAME.sub(" ", title).strip()[:LONGEST_SHEET_NAME] or "Sheet"
    name, number = clean, 1
    while name.casefold() in taken:
        number += 1
        name = f"{clean[: LONGEST_SHEET_NAME - len(str(number)) - 1]} {number}"
    taken.add(name.casefold())
    return name


def _write_sheet(sheet: Any, columns: Sequence[str], rows: Sequence[Sequence[Cell]], formats: _Formats) -> None:
    sheet.freeze_panes(1, 0)
    _set_page(sheet, len(columns))
    for column, name in enumerate(columns):
        sheet.write_string(0, column, name, formats.head)
    of_decimals = [formats.decimal if NO_MONEY.search(name) else formats.money for name in columns]
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            _write_cell(sheet, number, column, cell, of_decimals[column], formats)
    if columns:
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    sheet.autofit(WIDEST_COLUMN)


def _set_page(sheet: Any, columns: int) -> None:
    """How the sheet is printed: on A4, the header and the marking on every page, as wide as the page if that can be."""
    sheet.set_paper(A4)
    if columns > UPRIGHT:
        sheet.set_landscape()
    if columns <= ACROSS:
        sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&C&B{MARKING}")
    sheet.set_footer(f"&L&A&C{MARKING}&RPage &P of &N")


def _write_cell(sheet: Any, row: int, column: int, cell: Cell, of_decimals: Any, formats: _Formats) -> None:
    if cell is None:
        return
    if isinstance(cell, bool):
        sheet.write_string(row, column, plain(cell), formats.number)
    elif isinstance(cell, date) and cell.year >= FIRST_YEAR_OF_EXCEL:
        sheet.write_datetime(row, column, cell, formats.day)
    elif isinstance(cell, Decimal):
        places = cell.as_tuple().exponent
        sheet.write_number(row, column, cell, of_decimals if places == TWO_PLACES else formats.number)
    elif isinstance(cell, int) and abs(cell) < 10**9:
        sheet.write_number(row, column, cell, formats.number)
    else:
        text = _that_fits(plain(cell))  # ULNs and UKPRNs are names, not amounts
        sheet.write_string(row, column, text, formats.text if len(text) > LONG_TEXT else formats.number)


def _that_fits(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def text_of(tables: Iterable[Table], width: int) -> str:
    """The tables as readable text of a given width in characters."""
    from rich.console import Console  # only here: most runs of other programs ask for JSON or CSV
    from rich.table import Table as RichTable

    held = io.StringIO()
    console = Console(
        width=width, file=held, color_system=None, highlight=False, soft_wrap=False, markup=False, emoji=False
    )  # without markup: [text] in a cell is the provider's own
    for table in tables:
        shown = RichTable(title=table.title, title_justify="left", show_lines=False)
        for number, column in enumerate(table.columns):
            is_number = any(
                isinstance(row[number], int | Decimal) and not isinstance(row[number], bool) for row in table.rows
            )
            shown.add_column(column, justify="right" if is_number else "left", overflow="fold")
        for row in table.rows:
            shown.add_row(*(plain(cell) for cell in row))
        console.print(shown)
    return held.getvalue()
