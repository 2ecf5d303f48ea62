"""Read a sheet with one row for each learner or each aim, cell by cell, into what it says of each learner."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from openlet.exchange.columns import AIM, DESTINATION, LEARNER, PROVIDER, REFERENCE, Column, deciding
from openlet.exchange.found import CellFault, Found
from openlet.exchange.grid import Cell, Kind, Row, letters
from openlet.exchange.joining import AT, NUMBER, OTHER_KEY_OF_AIM, Tree, joined
from openlet.exchange.occupancy import refuse_what_its_name_denies
from openlet.exchange.opening import Book
from openlet.exchange.tables import (
    Matched,
    Table,
    cells_below,
    is_occupancy_report,
    left_out,
    not_read,
    refuse_merged,
    refuse_unfit,
)
from openlet.exchange.understanding import Understanding
from openlet.ilr.opening import Unreadable
from openlet.spec.layout import Entity, layout
from openlet.spec.slots import typed_list
from openlet.spec.years import Year

_MONTH_FIRST = re.compile(r"(?:0?[1-9]|1[0-2])[/.\-](?:1[3-9]|2[0-9]|3[01])[/.\-](?:[0-9]{2}){1,2}")
EXAMPLE = "EXAMPLE (not imported)"  # in place of a reference; its brackets keep it from being one
ULN = "ULN"
Tick = Callable[[int], object]


@dataclass(slots=True)
class _Learner:
    """What the rows have said of one learner so far; ``aims`` has the row of each aim by its key."""

    tree: Tree
    row: int
    aims: dict[tuple[str, ...], int] = field(default_factory=dict)


class TableReader:
    """Reads one table in the ILR of a year for one provider."""

    def __init__(self, book: Book, table: Table, year: Year, UKPRN: int | None, as_of: date) -> None:
        refuse_unfit(table, book.name)
        if is_occupancy_report(table):
            refuse_what_its_name_denies(book.name, year, UKPRN)
        self.found = Found(year, UKPRN, whole=False, notes=[*book.notes, *left_out(table)])
        self.found.not_read = not_read(table, year)
        self._book, self._table, self._year, self._UKPRN = book, table, year, UKPRN
        self._understanding = Understanding(year, as_of)
        self._learner, self._destination = _tops(year)
        self._columns = sorted(table.read, key=_in_file_order(year))
        self._reference = next(one for one in self._columns if one.column and one.column.name == REFERENCE)
        self._learners: dict[str, _Learner] = {}
        self._without_header: dict[int, int] = {}
        self._known = {one.position for one in table.columns if one.header}
        self._month_first: dict[Matched, int] = {}
        self._examples = self._unknown_values = 0

    def read(self, tick: Tick = lambda rows: None) -> Found:
        """Read all rows. Raises ``Unreadable`` where no learner is found."""
        for row in cells_below(self._table):
            self._read_row(row)
            tick(1)
        refuse_merged(self._table, self._book.name)
        self.found.learners = {reference: held.tree for reference, held in self._learners.items()}
        self._refuse_nobody()
        self._remark()
        return self.found

    def _read_row(self, row: Row) -> None:
        if row.cells.get(self._reference.position, Cell("")).text.strip() == EXAMPLE:
            self._examples += 1
            return
        for position in row.cells.keys() - self._known:
            self._without_header[position] = self._without_header.get(position, 0) + 1
        texts: dict[Column, str] = {}
        decided: dict[tuple[Any, str], str] = {}
        for matched in self._columns:
            cell = row.cells.get(matched.position)
            column = matched.column
            if cell is None or column is None:
                continue
            decides = deciding(column, self._year)
            kind = decided.get((column.steps, decides)) if decides else column.kind
            text = self._understood(row, matched, column, kind, cell)
            if text:
                texts[column] = text
                decided[column.steps, column.element] = text
        if texts:
            self._take(row, texts)

    def _understood(self, row: Row, matched: Matched, column: Column, kind: str | None, cell: Cell) -> str:
        meaning = self._understanding.of(column.entity, column.element, kind, cell)
        if meaning.wrong:
            self._fault(row.number, matched, cell.text, meaning.wrong)
            self._unknown_values += cell.kind is Kind.UNKNOWN
            if _MONTH_FIRST.fullmatch(cell.text.strip()):
                self._month_first[matched] = self._month_first.get(matched, 0) + 1
        return meaning.text

    def _fault(self, row: int, matched: Matched | None, text: str, message: str, refused: bool = False) -> None:
        column, header = (matched.position, matched.header) if matched else (None, "")
        self.found.faults.append(CellFault(self._table.sheet.name, row, column, header, text, message, refused))

    def _take(self, row: Row, texts: dict[Column, str]) -> None:
        """Put what a row says with what earlier rows have said of the same learner."""
        said = {column.name: text for column, text in texts.items()}
        reference = said.pop(REFERENCE, "")
        ukprn = said.pop("UKPRN", "")
        if not reference:
            self._refuse(row, REFERENCE, "The row has no LearnRefNumber, so it is nobody's. Enter one.")
            return
        if ukprn and self._UKPRN is not None and ukprn != str(self._UKPRN):
            self._refuse(row, "UKPRN", f"The row is another provider's: the UKPRN here is {self._UKPRN}.")
            return
        tree, aim, outcomes = self._trees(texts)
        held = self._learners.get(reference)
        if held is None:
            held = self._learners[reference] = _Learner({LEARNER: {REFERENCE: reference}}, row.number)
        if aim is not None and not self._is_new_aim(row, held, aim):
            return

        def clash(record: Tree, element: str) -> None:
            self._tell_clash(row, held, record, element)

        held.tree[LEARNER] = joined(self._learner, held.tree[LEARNER], tree, self._year, clash)
        if aim is not None:
            held.tree[LEARNER].setdefault(AIM, []).append(aim)
        if outcomes is not None and self._destination is not None:
            self._take_destination(held, reference, outcomes, clash)

    def _refuse(self, row: Row, name: str, message: str) -> None:
        matched = next((one for one in self._columns if one.column is not None and one.column.name == name), None)
        cell = row.cells.get(matched.position) if matched else None
        self._fault(row.number, matched, cell.text if cell else "", message, refused=True)

    def _trees(self, texts: dict[Column, str]) -> tuple[Tree, Tree | None, Tree | None]:
        """What a row says of the learner, of its aim and of its destination."""
        learner: Tree = {}
        destination: Tree = {}
        for column, text in texts.items():
            if column.steps and column.steps[0].entity == PROVIDER:
                continue
            is_destination = bool(column.steps) and column.steps[0].entity == DESTINATION
            tree, entity, steps = learner, self._learner, column.steps
            if is_destination and self._destination is not None:
                tree, entity, steps = destination, self._destination, column.steps[1:]
            for step in steps:
                entity = next(one for one in entity.entities() if one.name == step.entity)
                typed = typed_list(entity.name, self._year)
                tree = _record(tree, entity, step.kind, step.number, typed.type_element if typed else "")
            tree[column.element] = text
        aims = learner.pop(AIM, None)
        return learner, aims[0] if aims else None, destination or None

    def _is_new_aim(self, row: Row, held: _Learner, aim: Tree) -> bool:
        """Whether no earlier row of the learner is about the same aim; if one is, the row is refused."""
        by_number = (aim[NUMBER],) if aim.get(NUMBER) else tuple(aim.get(element, "") for element in OTHER_KEY_OF_AIM)
        self.found.numbered += NUMBER not in aim
        if any(by_number):
            earlier = held.aims.setdefault(by_number, row.number)
            if earlier != row.number:
                element = NUMBER if aim.get(NUMBER) else OTHER_KEY_OF_AIM[0]
                self._refuse(
                    row, element, f"Row {earlier} is about the same aim of this learner already. Keep one of both."
                )
                return False
        return True

    def _tell_clash(self, row: Row, held: _Learner, record: Tree, element: str) -> None:
        matched = next(
            (one for one in self._columns if _holds(one, record, element) and one.position in row.cells), None
        )
        text = row.cells[matched.position].text if matched else ""
        self._fault(
            row.number,
            matched,
            text,
            f"{element} is another than in an earlier row of the same learner, whose first is row {held.row}. The "
            "earlier "
            "one was taken: correct whichever is wrong.",
        )

    def _take_destination(
        self, held: _Learner, reference: str, outcomes: Tree, clash: Callable[[Tree, str], None]
    ) -> None:
        assert self._destination is not None
        uln = held.tree[LEARNER].get(ULN)
        whose = {REFERENCE: reference} | ({ULN: uln} if uln else {})
        before = held.tree.get(DESTINATION, [{}])[0]
        held.tree[DESTINATION] = [joined(self._destination, before | whose, outcomes, self._year, clash)]

    def _refuse_nobody(self) -> None:
        if self.found.learners:
            return
        name, sheet = self._book.name, self._table.sheet.name
        if self._unknown_values:
            raise Unreadable(
                f"The cells of the sheet {sheet} of {name} hold formulas without their results. Open it in your "
                "spreadsheet program, save it and try again, or paste the values alone."
            )
        refused = next(self.found.refused(), None)
        if refused is not None:
            raise Unreadable(f"No row of {name} can be taken. The first reason: {refused.in_words()}")
        besides = " but the example row" if self._examples else ""
        raise Unreadable(
            f"{name} has no learner below the headers in row {self._table.row}{besides}. Check that it is the right "
            "file."
        )

    def _remark(self) -> None:
        notes = self.found.notes
        if self._examples:
            notes.append("The example row of the template is not read.")
        for position, count in sorted(self._without_header.items()):
            self.found.not_read.append(
                f"Column {letters(position)} has no header, so what stands in {count:,} of its cells is not read."
            )
        if self._table.sheet.hidden_rows:
            notes.append(f"Hidden rows are read as well: {self._table.sheet.hidden_rows:,} in the sheet.")
        for matched, count in self._month_first.items():
            notes.append(
                f"Column {letters(matched.position)}, {matched.header}: {count:,} of its dates have the month in "
                "front, so those up to the 12th of a month were probably read the wrong way round. Set your "
                "spreadsheet program to English (UK), save the file again, and look at all dates before you import it."
            )
        if self.found.numbered:
            notes.append(
                f"Aims without AimSeqNumber: {self.found.numbered:,}. Those that are new get the next free number of "
                "their learner, in the order of the rows."
            )


def _holds(matched: Matched, record: Tree, element: str) -> bool:
    """Whether a column holds an element of a record of its row."""
    column = matched.column
    if column is None or column.element != element:
        return False
    is_kind = column.kind is None or column.kind in record.values()
    return is_kind and (AT not in record or column.steps[-1].number == record[AT])


def _tops(year: Year) -> tuple[Entity, Entity | None]:
    tops = {entity.name: entity for entity in layout(year).entities()}
    return tops[LEARNER], tops.get(DESTINATION)


def _in_file_order(year: Year) -> Callable[[Matched], tuple[int, ...]]:
    """Columns by their records and in the order of an ILR file: types come before what they decide, boxes in order."""
    order = {(entity.name, field.element): at for at, (entity, field) in enumerate(
        (entity, field) for entity in layout(year).walk() for field in entity.fields()
    )}  # fmt: skip

    def of(matched: Matched) -> tuple[int, ...]:
        column = matched.column
        assert column is not None
        return (order[column.entity, column.element], *(step.number for step in column.steps))

    return of


def _record(tree: Tree, entity: Entity, kind: str | None, number: int, type_element: str) -> Tree:
    """The record of a row below another, made where it is not there yet."""
    if entity.max_occurs == 1:
        found: Tree = tree.setdefault(entity.name, {})
        return found
    held: list[Tree] = tree.setdefault(entity.name, [])
    for one in held:
        if one[AT] == number and (kind is None or one[type_element] == kind):
            return one
    made: Tree = {AT: number} if kind is None else {AT: number, type_element: kind}
    held.append(made)
    return made
