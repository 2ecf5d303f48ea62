"""Write a whole return as a workbook that people can read and that comes back in unchanged.

Dates are dates; everything else is a text, which no spreadsheet program runs as a formula or shortens.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openlet.exchange.columns import DESTINATION, LEARNER, REFERENCE
from openlet.exchange.entity_sheets import (
    EXACT,
    LONGEST_NAME,
    RETURN,
    SOURCE_FILE,
    UKPRN,
    YEAR,
    EntitySheet,
    entity_sheets,
    marks,
)
from openlet.exchange.found import Tree
from openlet.exchange.grid import MOST_ROWS, Cell, Kind
from openlet.exchange.typed import asked_of, type_element
from openlet.exchange.understanding import Understanding
from openlet.ilr.writing import MARKING
from openlet.spec.keys import key_of
from openlet.spec.layout import Entity, Field
from openlet.spec.years import Year

LONGEST_CELL = 32_767  # characters; what a cell of a workbook holds
LENGTH_OF_A_DAY = len("2024-05-01")
FIRST_DAY = date(1900, 3, 1)  # before it workbooks do not agree on dates
EXACT_COLUMNS = (REFERENCE, "Column", "Shown", "Exact (JSON)")
Tick = Callable[[int], object]


@dataclass(slots=True)
class _Sheet:
    """A sheet while it is written; a full one goes on in another of nearly the same name."""

    of: EntitySheet
    sheet: Any = None
    row: int = 0
    number: int = 0


class ReturnWriter:
    """Writes one return. ``as_of`` decides the century of short years, when it tries how a text would be read; ``made``
    is the moment that stands in the workbook: with it the same records give the same bytes."""

    def __init__(self, year: Year, as_of: date, made: datetime) -> None:
        self._year, self._made = year, made
        self._understanding = Understanding(year, as_of)
        self._exact: dict[tuple[str, str, str], str] = {}
        self._sheets: dict[str, _Sheet] = {}
        self._book: Any = None

    def write(
        self,
        ukprn: int,
        documents: Iterable[Tree],
        source_files: list[Tree],
        tick: Tick = lambda learners: None,
        written: Callable[[], object] = lambda: None,
    ) -> bytes:
        """The workbook with these learners' documents, whose names that begin with ``_`` are not data.

        ``written`` is called when all rows are, before they are packed, which takes as long again.
        """
        import xlsxwriter  # only here: most runs write no workbook

        held = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(held, options) as book:
            book.set_properties({"created": self._made, "comments": MARKING})
            self._formats(book)
            self._say_whose(ukprn)
            self._sheets = {one.entity.name: _Sheet(one) for one in entity_sheets(self._year)}
            for sheet in self._sheets.values():
                self._begin(sheet)
            for document in documents:
                self._write_document(document)
                tick(1)
            for one in source_files:
                self._row(self._sheets[SOURCE_FILE], "", (), "", one)
            self._write_exact()
            written()
        return held.getvalue()

    def _formats(self, book: Any) -> None:
        self._book = book
        self._head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self._text = book.add_format({"num_format": "@"})
        self._day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})

    def _say_whose(self, ukprn: int) -> None:
        sheet = self._book.add_worksheet(RETURN)
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, 1, 100, self._book.add_format({"text_wrap": True, "num_format": "@"}))
        told = (
            ("Whole return", "One sheet for each part of the ILR. Import this workbook to bring changes back."),
            (YEAR, str(self._year)),
            (UKPRN, str(ukprn)),
            ("Marking", MARKING),
            ("Rows", "Every row names its learner by LearnRefNumber, and its aim, status or destination record "
             "by AimSeqNumber, DateEmpStatApp or ULN; where those do not tell records apart, by the mark in Record."),
            ("Sheets", "Leave all sheets and columns in place. A learner's rows are all that is kept of the learner: a "
             "row that you take out is taken out on import, and the preview shows it."),
        )  # fmt: skip
        for row, (name, text) in enumerate(told):
            sheet.write_string(row, 0, name, self._head)
            sheet.write_string(row, 1, text)
        sheet.set_footer(f"&C{MARKING}")

    def _begin(self, sheet: _Sheet) -> None:
        sheet.number += 1
        ending = f" {sheet.number}" if sheet.number > 1 else ""
        made = self._book.add_worksheet(sheet.of.name[: LONGEST_NAME - len(ending)] + ending)
        columns = sheet.of.columns
        for column, name in enumerate(columns):
            made.write_string(0, column, name, self._head)
        made.set_column(0, len(columns) - 1, 16, self._text)
        made.freeze_panes(1, columns.index(sheet.of.fields[0].element))
        made.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        made.set_footer(f"&C{MARKING}&RPage &P of &N")
        sheet.sheet, sheet.row = made, 1

    def _write_document(self, document: Tree) -> None:
        learner = document.get(LEARNER)
        if learner:
            self._write_entity(self._sheets[LEARNER].of.entity, learner, learner.get(REFERENCE, ""), (), "")
        destinations = document.get(DESTINATION, [])
        if destinations:
            entity = self._sheets[DESTINATION].of.entity
            for record, mark in zip(destinations, marks(destinations, entity), strict=True):
                self._write_entity(entity, record, record.get(REFERENCE, ""), (), mark)

    def _write_entity(self, entity: Entity, record: Tree, reference: str, keys: tuple[str, ...], mark: str) -> None:
        sheet = self._sheets.get(entity.name)
        if sheet is not None:
            self._row(sheet, reference, keys, mark, record)
        if entity.max_occurs > 1 and entity.name != LEARNER and any(entity.entities()):
            keys = (*keys, mark or record[key_of(entity.name)[0]])
        for below in entity.entities():
            held = record.get(below.name)
            if not held:
                continue
            if below.max_occurs == 1:
                self._write_entity(below, held, reference, keys, "")
                continue
            below_marks = marks(held, below) if any(below.entities()) else [""] * len(held)
            for one, its_mark in zip(held, below_marks, strict=True):
                self._write_entity(below, one, reference, keys, its_mark)

    def _row(self, sheet: _Sheet, reference: str, keys: tuple[str, ...], mark: str, record: Tree) -> None:
        if sheet.row > MOST_ROWS:
            self._begin(sheet)
        of, column = sheet.of, 0
        if of.has_reference:
            reference = self._put(sheet, 0, "", LEARNER, REFERENCE, None, reference)
            column = 1
        above = [one for one in of.above if one.max_occurs > 1 and one.name != LEARNER]
        for entity, element, text in zip(above, of.keys, keys, strict=True):
            self._put(sheet, column, reference, entity.name, element, None, text)
            column += 1
        if of.has_marks:
            if mark:
                sheet.sheet.write_string(sheet.row, column, mark)
            column += 1
        for at, field_ in enumerate(of.fields, column):
            text = record.get(field_.element, "")
            if text:
                kind = kind_in(record, field_, self._year)
                self._put(sheet, at, reference, of.entity.name, field_.element, kind, text)
        sheet.row += 1

    def _put(
        self, sheet: _Sheet, column: int, reference: str, entity: str, element: str, kind: str | None, text: str
    ) -> str:
        """Write a text into a cell, and keep it elsewhere too where the cell would be read as something else."""
        day = _day(text) if asked_of(entity, element, kind, self._year).field.data_type == "date" else None
        if day is not None and self._understanding.of(entity, element, kind, Cell(text, Kind.DATE)).text == text:
            sheet.sheet.write_datetime(sheet.row, column, day, self._day)
            return text
        shown = text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 9]}…{len(self._exact)}"
        if shown != text or self._understanding.of(entity, element, kind, Cell(text)).text != text:
            self._exact[reference, element, shown] = text
        sheet.sheet.write_string(sheet.row, column, shown)
        return shown

    def _write_exact(self) -> None:
        if not self._exact:
            return
        sheet = self._book.add_worksheet(EXACT)
        sheet.hide()
        for column, name in enumerate(EXACT_COLUMNS):
            sheet.write_string(0, column, name, self._head)
        for row, ((reference, element, shown), text) in enumerate(self._exact.items(), 1):
            parts = json.dumps(text)
            cells = [reference, element, shown]
            cells += [parts[first : first + LONGEST_CELL] for first in range(0, len(parts), LONGEST_CELL)]
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell)


def kind_in(record: Tree, field_: Field, year: Year) -> str | None:
    """The type in a record on which the codes of one of its elements depend; None for most."""
    decides = type_element(field_.entity, field_.element, year)
    return (record.get(decides) or None) if decides else None


def _day(text: str) -> date | None:
    """The day of a text that is exactly an ISO date which workbooks agree on."""
    if len(text) != LENGTH_OF_A_DAY or text[4] != "-":
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= FIRST_DAY and day.isoformat() == text else None
