"""A copy of a spreadsheet in which everything that is wrong is marked: coloured cells, comments, a column of its own.

Whoever corrects the copy can import it as it is: the column of ours is never read.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from io import BytesIO
from typing import Any

from openlet.exchange.entity_sheets import LONGEST_NAME
from openlet.exchange.found import CellFault
from openlet.exchange.grid import Cell, Kind, Sheet
from openlet.exchange.opening import Book
from openlet.exchange.tables import CORRECT, is_ours
from openlet.exchange.writing import FIRST_DAY, LONGEST_CELL
from openlet.ilr.writing import MARKING

MOST_COMMENTS = 2000  # on a sheet; the column has everything
WIDTH = 80
_NO_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$")  # of a sheet
Tick = Callable[[int], object]
Faults = dict[int, list[CellFault]]


def marked_copy(
    book: Book, faults: Iterable[CellFault], header_rows: Mapping[str, int], tick: Tick = lambda rows: None
) -> bytes:
    """The copy as a workbook; ``header_rows`` has by name of a sheet the row with its headers (else the first)."""
    import xlsxwriter  # only here: most runs write no workbook

    by_sheet: dict[str, Faults] = defaultdict(lambda: defaultdict(list))
    for fault in faults:
        by_sheet[fault.sheet][fault.row].append(fault)
    held = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(held, options) as made:
        copy = _Copy(made, tick)
        for number, sheet in enumerate(book.sheets, 1):
            copy.sheet(sheet, _name(sheet, number), by_sheet.get(sheet.name, {}), header_rows.get(sheet.name, 1))
    return held.getvalue()


def _name(sheet: Sheet, number: int) -> str:
    """The name of a sheet where a workbook can have it, else one of ours."""
    is_fit = len(sheet.name) <= LONGEST_NAME and not _NO_NAME.search(sheet.name) and sheet.name.strip("' ")
    return sheet.name if is_fit else f"Sheet{number}"


class _Copy:
    """Writes the sheets of a marked copy."""

    def __init__(self, book: Any, tick: Tick) -> None:
        self._book, self._tick = book, tick
        self._plain = book.add_format({"num_format": "@"})
        self._day = book.add_format({"num_format": "dd/mm/yyyy"})
        self._head = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
        self._wrong = book.add_format(
            {"num_format": "@", "bg_color": "#F6D7D2", "border": 1, "border_color": "#942514"}
        )
        self._told = book.add_format({"font_color": "#942514", "text_wrap": True})

    def sheet(self, sheet: Sheet, name: str, faults: Faults, header_row: int) -> None:
        made = self._book.add_worksheet(name)
        if sheet.hidden:
            made.hide()
        rows = list(sheet.rows())
        ours = {at for row in rows if row.number == header_row for at, cell in row.cells.items() if is_ours(cell.text)}
        width = max((at + 1 for row in rows for at in row.cells if at not in ours), default=0)
        comments = 0
        for row in rows:
            self._tick(1)
            wrong: dict[int, list[str]] = defaultdict(list)
            for fault in faults.get(row.number, ()):
                if fault.column is not None:
                    wrong[fault.column].append(fault.message)
            cells = {at: cell for at, cell in row.cells.items() if at not in ours}
            for at in cells.keys() | wrong.keys():
                self._cell(made, row.number, at, cells.get(at, Cell("")), at in wrong, row.number == header_row)
                if at in wrong and comments < MOST_COMMENTS:
                    made.write_comment(row.number - 1, at, "\n".join(wrong[at]), {"x_scale": 2, "author": "OpenLET"})
                    comments += 1
            if row.number in faults:
                told = " ".join(f"{fault.place}: {fault.message}" for fault in faults[row.number])
                made.write_string(row.number - 1, width, told[:LONGEST_CELL], self._told)
        if faults:
            made.write_string(header_row - 1, width, CORRECT, self._head)
            made.set_column(width, width, WIDTH)
            made.autofilter(header_row - 1, 0, rows[-1].number - 1, width)
            made.freeze_panes(header_row, 0)
        made.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        made.set_footer(f"&C{MARKING}")

    def _cell(self, sheet: Any, row: int, column: int, cell: Cell, is_wrong: bool, is_head: bool) -> None:
        format_ = self._wrong if is_wrong else self._head if is_head else self._plain
        day = date.fromisoformat(cell.text) if cell.kind is Kind.DATE and len(cell.text) == len("2024-05-01") else None
        if day is not None and day >= FIRST_DAY and not is_wrong:
            sheet.write_datetime(row - 1, column, day, self._day)
        elif cell.text and cell.kind is not Kind.UNKNOWN:  # what is no value stays out: it would come in as a text
            sheet.write_string(row - 1, column, cell.text[:LONGEST_CELL], format_)
        else:
            sheet.write_blank(row - 1, column, None, format_)
