"""Read the workbook of a whole return back into the documents that it was made from."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from openlet.exchange.columns import LEARNER, REFERENCE, short
from openlet.exchange.entity_sheets import (
    EXACT,
    LONGEST_NAME,
    MARK,
    RECORD,
    RETURN,
    SOURCE_FILE,
    UKPRN,
    YEAR,
    EntitySheet,
    entity_sheets,
)
from openlet.exchange.found import CellFault, Found, Tree
from openlet.exchange.grid import Cell, Kind, Row, Sheet, letters
from openlet.exchange.opening import Book
from openlet.exchange.tables import is_ours
from openlet.exchange.understanding import Understanding
from openlet.exchange.writing import kind_in
from openlet.ilr.opening import Unreadable
from openlet.spec.layout import Entity
from openlet.spec.years import UnknownYear, Year, year_of

Tick = Callable[[int], object]
_MARKED = "_mark"


def is_whole(book: Book) -> bool:
    """Whether a spreadsheet is a workbook of a whole return."""
    names = {sheet.name for sheet in book.sheets}
    return {RETURN, LEARNER} <= names


def whose(book: Book) -> tuple[Year, int]:
    """The year and the UKPRN of a whole return. Raises ``Unreadable``."""
    sheet = next(sheet for sheet in book.sheets if sheet.name == RETURN)
    told = {row.cells[0].text: row.cells[1].text.strip() for row in sheet.rows() if {0, 1} <= row.cells.keys()}
    try:
        return year_of(told.get(YEAR, "")), int(told.get(UKPRN, ""))
    except (UnknownYear, ValueError):
        raise Unreadable(
            f"The sheet {RETURN} of {book.name} does not say {YEAR} and {UKPRN} in a way that can be understood. Write "
            "them there as they were, such as 2023-24 and 10999991."
        ) from None


class WholeReader:
    """Reads the workbook of a whole return."""

    def __init__(self, book: Book, as_of: date) -> None:
        year, ukprn = whose(book)
        self.found = Found(year, ukprn, whole=True, notes=list(book.notes))
        self._book, self._year = book, year
        self._understanding = Understanding(year, as_of)
        self._exact: dict[tuple[str, str, str], str] = {}
        self._sheet = ""
        self._headers: dict[int, str] = {}
        self._positions: dict[str, int] = {}

    def read(self, tick: Tick = lambda learners: None) -> Found:
        """Read all sheets. Raises ``Unreadable`` where a sheet or a column of the year is missing."""
        self._read_exact()
        left = [sheet for sheet in self._book.sheets if sheet.name not in (RETURN, EXACT)]
        for of in entity_sheets(self._year):
            sheets = [sheet for sheet in left if _is_sheet_of(sheet, of)]
            if not sheets:
                raise Unreadable(
                    f"{self._book.name} has no sheet {of.name}. In the workbook of a whole return every sheet of "
                    f"{self._year} "
                    "must be there, with its headers: export it anew, or put the sheet back."
                )
            for sheet in sheets:
                left.remove(sheet)
                self._read_sheet(of, sheet, tick if of.entity.name == LEARNER else lambda rows: None)
        others = [sheet.name for sheet in left if not sheet.hidden and next(sheet.rows(), None) is not None]
        self.found.not_read += [
            f"The sheet {name} is not read: it is no part of the ILR of {self._year}." for name in others
        ]
        self.found.learners = {key: kept for key, tree in self.found.learners.items() if (kept := _pruned(tree))}
        self.found.source_files = [kept for one in self.found.source_files if (kept := _pruned(one))]
        if not self.found.learners:
            raise Unreadable(f"{self._book.name} holds no learner that can be kept. Check that it is the right file.")
        return self.found

    def _read_exact(self) -> None:
        sheet = next((sheet for sheet in self._book.sheets if sheet.name == EXACT), None)
        for row in sheet.rows() if sheet is not None else ():
            cells = [row.cells[column].text if column in row.cells else "" for column in range(max(row.cells) + 1)]
            if len(cells) > 3 and row.number > 1:
                try:
                    text = json.loads("".join(cells[3:]))
                except ValueError:
                    text = None
                if not isinstance(text, str):
                    raise Unreadable(
                        f"Row {row.number} of the sheet {EXACT} of {self._book.name} was changed. Export it anew."
                    )
                self._exact[cells[0], cells[1], cells[2]] = text

    def _read_sheet(self, of: EntitySheet, sheet: Sheet, tick: Tick) -> None:
        rows = iter(sheet.rows())
        header = next(rows, None)
        self._sheet = sheet.name
        self._headers = {column: cell.text.strip() for column, cell in header.cells.items()} if header else {}
        self._find_columns(of)
        for row in rows:
            self._read_row(of, row)
            tick(1)
        if sheet.merged:
            raise Unreadable(
                f"The sheet {sheet.name} of {self._book.name} has merged cells ({sheet.merged[0]}). Unmerge them, "
                "fill in "
                "each row and try again."
            )

    def _find_columns(self, of: EntitySheet) -> None:
        by_short = {short(name): name for name in of.columns}
        self._positions = {}
        for position, header in self._headers.items():
            name = by_short.get(short(header))
            if name is None:
                if header and not is_ours(header):
                    self.found.not_read.append(
                        f"Column {letters(position)} of the sheet {self._sheet}, {header}, is not read: the ILR of "
                        f"{self._year} does "
                        "not have it there."
                    )
            elif name in self._positions:
                raise Unreadable(
                    f"The sheet {self._sheet} of {self._book.name} has two columns {name}. Take one of them out."
                )
            else:
                self._positions[name] = position
        missing = [name for name in of.columns if name not in self._positions]
        if missing:
            raise Unreadable(
                f"The sheet {self._sheet} of {self._book.name} has no column {missing[0]}. In the workbook of a "
                "whole return "
                "every column must be there: export it anew, or put the column back."
            )

    def _read_row(self, of: EntitySheet, row: Row) -> None:
        reference, shown = "", ""
        if not row.cells.keys() & set(self._positions.values()):
            return
        if of.has_reference:
            cell = row.cells.get(self._positions[REFERENCE])
            shown = cell.text if cell else ""
            reference = self._text(row, "", LEARNER, REFERENCE, None)
            if not reference:
                self._refuse(row, REFERENCE, "The row has no LearnRefNumber, so it is nobody's. Enter one.")
                return
        holder = self._holder(of, row, reference, shown)
        if holder is None:
            return
        record: Tree = {}
        if of.entity.name != SOURCE_FILE and not of.above:
            record[REFERENCE] = reference
        for field in of.fields:
            if self._positions[field.element] in row.cells:
                kind = kind_in(record, field, self._year)
                text = self._text(row, shown, of.entity.name, field.element, kind)
                if text:
                    record[field.element] = text
        if of.has_marks and self._positions[RECORD] in row.cells:
            record[_MARKED] = row.cells[self._positions[RECORD]].text.strip()
        self._keep(of, row, holder, record)

    def _keep(self, of: EntitySheet, row: Row, holder: Tree, record: Tree) -> None:
        name = of.entity.name
        if name == SOURCE_FILE:
            self.found.source_files.append(record)
        elif of.entity.max_occurs > 1 and name != LEARNER:
            holder.setdefault(name, []).append(record)
        elif name in holder and any(not isinstance(held, (dict, list)) for held in holder[name].values()):
            self._refuse(
                row, REFERENCE, f"An earlier row of the sheet {self._sheet} is the same record. Keep one of both."
            )
        else:
            holder[name] = holder.get(name, {}) | record

    def _holder(self, of: EntitySheet, row: Row, reference: str, shown: str) -> Tree | None:
        """The tree that the record of a row belongs into, None where there is none (which is told)."""
        if of.entity.name == SOURCE_FILE:
            return {}
        tree: Any = (
            self.found.learners.setdefault(reference, {}) if not of.above else self.found.learners.get(reference, {})
        )
        keys = iter(of.keys)
        for entity in of.above:
            if entity.max_occurs > 1 and entity.name != LEARNER:
                tree = self._keyed(tree.get(entity.name, []), row, shown, entity, next(keys))
            elif entity.name == LEARNER:
                tree = tree.get(LEARNER)
            else:
                tree = tree.setdefault(entity.name, {})
            if tree is None:
                if entity.name == LEARNER:
                    self._refuse(
                        row, REFERENCE, f"The sheet {LEARNER} has no row of this learner. Enter one there first."
                    )
                return None
        return dict_of(tree)

    def _keyed(self, records: list[Tree], row: Row, shown: str, entity: Entity, key: str) -> Tree | None:
        cell = row.cells.get(self._positions[key])
        if cell is not None and cell.text.startswith(MARK):
            found = [one for one in records if one.get(_MARKED) == cell.text.strip()]
        else:
            text = self._text(row, shown, entity.name, key, None)
            found = [one for one in records if one.get(key) == text and text]
        if len(found) == 1:
            return found[0]
        what = "no" if not found else "more than one"
        self._refuse(
            row, key, f"The learner has {what} {entity.name} with this {key}, so the row belongs to none for certain."
        )
        return None

    def _text(self, row: Row, shown: str, entity: str, element: str, kind: str | None) -> str:
        position = self._positions[element]
        cell = row.cells.get(position)
        if cell is None:
            return ""
        exact = self._exact.get((shown, element, cell.text)) if cell.kind is Kind.TEXT else None
        if exact is not None:
            return exact
        meaning = self._understanding.of(entity, element, kind, cell)
        if meaning.wrong:
            self.found.faults.append(
                CellFault(self._sheet, row.number, position, self._headers[position], cell.text, meaning.wrong)
            )
        return meaning.text

    def _refuse(self, row: Row, name: str, message: str) -> None:
        position = self._positions[name]
        text = row.cells.get(position, Cell("")).text
        self.found.faults.append(CellFault(self._sheet, row.number, position, name, text, message, refused=True))


def dict_of(tree: Any) -> Tree:
    """A tree as the type checker sees it."""
    found: Tree = tree
    return found


def _is_sheet_of(sheet: Sheet, of: EntitySheet) -> bool:
    """Whether a sheet is that of an entity, or a further one where one was full."""
    name, _, number = sheet.name.rpartition(" ")
    return sheet.name == of.name or (number.isdigit() and name == of.name[: LONGEST_NAME - len(number) - 1])


def _pruned(tree: Any) -> Any:
    """A tree without marks, and without records and lists in which nothing stands."""
    if isinstance(tree, list):
        return [kept for one in tree if (kept := _pruned(one))]
    if isinstance(tree, dict):
        return {name: kept for name, held in tree.items() if name != _MARKED and (kept := _pruned(held))}
    return tree


__all__ = ["WholeReader", "is_whole", "whose"]
