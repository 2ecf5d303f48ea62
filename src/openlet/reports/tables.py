"""A table, and how it is written: readable text, CSV, XLSX or JSON. The same figures in each."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter
from rich.console import Console
from rich.table import Table as RichTable

MARKING = "OFFICIAL-SENSITIVE"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
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


def json_text(document: Any) -> str:
    """Any document as JSON; dates and money as text."""
    return json.dumps(document, ensure_ascii=False, indent=1, default=_json_cell) + "\n"


def _json_cell(cell: Any) -> str:
    return plain(cell)


def xlsx_bytes(tables: Iterable[Table]) -> bytes:
    """A workbook with a sheet for each table: typed cells, frozen and filtered header, the marking in the footer."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        money = book.add_format({"num_format": "#,##0.00"})
        for table in tables:
            sheet = book.add_worksheet(table.title[:31])
            sheet.freeze_panes(1, 0)
            sheet.set_footer(f"&C{MARKING}&RPage &P of &N")
            sheet.write_row(0, 0, table.columns, bold)
            for number, row in enumerate(table.rows, 1):
                for column, cell in enumerate(row):
                    _write_cell(sheet, number, column, cell, day, money)
            if table.columns:
                sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
            sheet.autofit(400)
    return held.getvalue()


def _write_cell(sheet: Any, row: int, column: int, cell: Cell, day: Any, money: Any) -> None:
    if cell is None:
        return
    if isinstance(cell, bool):
        sheet.write_string(row, column, plain(cell))
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, day)
    elif isinstance(cell, Decimal):
        sheet.write_number(row, column, cell, money)
    elif isinstance(cell, int) and abs(cell) < 10**9:
        sheet.write_number(row, column, cell)
    else:
        sheet.write_string(row, column, str(cell))  # ULNs and UKPRNs are names, not amounts


def text_of(tables: Iterable[Table], width: int) -> str:
    """The tables as readable text of a given width in characters."""
    console = Console(width=width, file=io.StringIO(), color_system=None, highlight=False, soft_wrap=False)
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
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]
