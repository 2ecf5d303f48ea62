"""A table copied from a spreadsheet, read as newcomers of a cohort: columns by their headings, cells as boxes are.

Pure Python without Django and without HTML. Columns are the boxes of the learner's own forms, so that whatever the
specification has can be pasted.
"""

import csv
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from itertools import pairwise

from openlet.exchange.columns import column_for
from openlet.spec.cohorts import EVE, START, EnrolmentColumn, Place, enrolment_columns
from openlet.spec.layout import entity as entity_of
from openlet.spec.years import Year
from openlet.store.cohorts import BOOTCAMP, STAR, template
from openlet.store.documents import ID, LEARNER, Document, text_at
from openlet.web.forms.cohort import day_of, place_of
from openlet.web.forms.sections import aim_form, employment_form, learner_form
from openlet.web.forms.shapes import Box
from openlet.web.forms.typed import Asked, asked, canonical, read_as, shown, stripped

MOST_ROWS = 500
POSTCODES = "postcode"
FILLINGS = (POSTCODES, START, EVE)  # what may stand where the table has nothing
_LISTS = ("PriorAttain", "LearnerEmploymentStatus", "LLDDandHealthProblem")  # a newcomer has one record of each


class WrongTable(Exception):
    """A text that is no table of newcomers; the text is a sentence for the person who pasted it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that can be pasted, and where it goes (``store.cohorts``); ``number`` is that of a box of a type."""

    pattern: str
    label: str
    place: Place
    number: int
    asked: Asked
    asks: EnrolmentColumn | None

    @property
    def heading(self) -> str:
        """The heading by which the column is always found."""
        return self.place.type or self.place.element


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: as it was pasted, what is stored, how that stands in a box, and what it is understood as."""

    typed: str
    text: str
    shown: str
    read_as: str
    is_filled: bool = False


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One newcomer: the number of the row in the table (headings not counted), cells by pattern, trouble in words."""

    number: int
    cells: dict[str, Cell]
    trouble: str = ""

    @property
    def texts(self) -> dict[str, str]:
        """What is stored, by pattern."""
        return {pattern: cell.text for pattern, cell in self.cells.items() if cell.text}


@dataclass(frozen=True, slots=True)
class Pasted:
    """A table that was understood. ``unknown``: headings that mean nothing here, so that their columns are left out."""

    columns: tuple[Column, ...]
    rows: tuple[PastedRow, ...]
    unknown: tuple[str, ...]
    has_headings: bool


def columns_for(tree: Document, year: Year, as_of: date) -> tuple[Column, ...]:
    """All that can be pasted for newcomers of a template: first what is asked of them, in the stated order."""
    document = template(tree)
    for name in _LISTS:
        if entity_of(year, name) is not None:
            document[LEARNER].setdefault(name, [{ID: STAR}])
    forms = (
        learner_form(document, year, as_of),
        employment_form(document, year, as_of),
        aim_form(document, STAR, year, as_of),
    )
    boxes = [box for form in forms for box in form.boxes() if _is_newcomers(box.path)]
    asks = {one.place: (number, one) for number, one in enumerate(enrolment_columns())}
    boxes.sort(key=lambda box: asks[place_of(box)][0] if place_of(box) in asks else len(asks))
    return tuple(_column(box, document, year, asks.get(place_of(box), (0, None))[1]) for box in boxes)


def _is_newcomers(path: str) -> bool:
    """Whether a box is the newcomer's: a value, or one of the only record of a list or of the bootcamp aim."""
    listed = (*_LISTS, "LearningDelivery")
    return all(step == STAR for upper, step in pairwise(path.split("/")) if upper in listed)


def _column(box: Box, document: Document, year: Year, asks: EnrolmentColumn | None) -> Column:
    return Column(box.path, box.label, place_of(box), box.number or 1, asked(document, box.path, year), asks)


def stated_order(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns of a table without headings, in order."""
    return tuple(column for column in columns if column.asks is not None and not column.pattern.endswith(":2"))


# Reading.


def read_pasted(
    text: str, columns: Sequence[Column], tree: Document, year: Year, as_of: date, fillings: Collection[str] = ()
) -> Pasted:
    """Read a pasted text as newcomers of a template. Raises ``WrongTable``."""
    table = [row for row in _table(text) if any(row)]
    if not table:
        raise WrongTable("Nothing was pasted. Copy the rows in your spreadsheet, then paste them into the box.")
    meant = [_meant(cell, columns, year) for cell in table[0]]
    headings = table[0] if _are_headings(table[0], meant) else None
    order = _without_repeats(headings, meant) if headings else _by_order(table, columns)
    rows = table[1:] if headings else table
    if not rows:
        raise WrongTable("Only the row of headings was pasted. Copy the rows of the learners with it.")
    if len(rows) > MOST_ROWS:
        raise WrongTable(
            f"The table has {len(rows):,} rows; at most {MOST_ROWS} are enrolled at once. Paste a part of it."
        )
    start = text_at(template(tree), f"{BOOTCAMP}/LearnStartDate", year)
    read = tuple(_row(number, row, order, columns, as_of, start, fillings) for number, row in enumerate(rows, 1))
    used = {pattern for row in read for pattern in row.cells}
    unknown = tuple(name for name, column in zip(headings or (), order, strict=False) if column is None and name)
    shown_columns = [column for column in order if column is not None]
    shown_columns += [one for one in columns if one.pattern in used and one not in shown_columns]
    return Pasted(tuple(shown_columns), read, unknown, headings is not None)


def _table(text: str) -> list[list[str]]:
    """The cells of a pasted text: tabs between them, as spreadsheets copy, or else commas or semicolons."""
    first = text.lstrip("\r\n").partition("\n")[0]
    separator = next((sign for sign in "\t,;" if sign in first), "\t")
    try:
        listed = [
            [stripped(cell) for cell in row] for row in csv.reader(StringIO(text, newline=""), delimiter=separator)
        ]
    except csv.Error:
        raise WrongTable("The text could not be read as a table. Copy the cells in your spreadsheet again.") from None
    width = max((number for row in listed for number, cell in enumerate(row, 1) if cell), default=0)
    return [row[:width] for row in listed]


def _meant(heading: str, columns: Sequence[Column], year: Year) -> Column | None:
    """The column of newcomers that a heading means, by the same names as in any spreadsheet; None for none."""
    found = column_for(heading, year)
    if found is None or any(step.number > 1 for step in found.steps[:-1]):
        return None
    place = Place(found.entity, found.element, found.kind)
    number = (found.steps[-1].number or 1) if found.steps else 1
    return next((one for one in columns if (one.place, one.number) == (place, number)), None)


def _are_headings(row: Sequence[str], meant: Sequence[Column | None]) -> bool:
    known = sum(column is not None for column in meant)
    return known >= 2 or known == sum(1 for cell in row if cell) > 0


def _without_repeats(headings: Sequence[str], order: list[Column | None]) -> list[Column | None]:
    """The columns of the headings. Raises ``WrongTable`` where two mean the same."""
    for number, column in enumerate(order):
        if column is not None and column in order[:number]:
            earlier = headings[order.index(column)]
            raise WrongTable(
                f"The columns {earlier} and {headings[number]} both are {column.label}. Take one of them out."
            )
    return order


def _by_order(table: Sequence[Sequence[str]], columns: Sequence[Column]) -> list[Column | None]:
    order = stated_order(columns)
    width = max(len(row) for row in table)
    if width > len(order):
        raise WrongTable(
            f"The first row holds no headings that OpenLET knows, and the table has {width} columns, more than the "
            f"{len(order)} of the stated order. Put a row of headings on top."
        )
    return list(order[:width])


def _row(
    number: int,
    row: Sequence[str],
    order: Sequence[Column | None],
    columns: Sequence[Column],
    as_of: date,
    start: str,
    fillings: Collection[str],
) -> PastedRow:
    cells = {
        column.pattern: _cell(column, typed, as_of)
        for column, typed in zip(order, row, strict=False)
        if column is not None
    }
    for column in columns:
        text = _filling(column, cells, columns, start, fillings)
        if text and not (column.pattern in cells and cells[column.pattern].text):
            cells[column.pattern] = Cell("", text, shown(column.asked, text), read_as(column.asked, text), True)
    extra = any(row[len(order) :])
    return PastedRow(number, cells, "The row has more cells than there are columns." if extra else "")


def _cell(column: Column, typed: str, as_of: date) -> Cell:
    text = canonical(column.asked, typed, as_of)
    return Cell(typed, text, shown(column.asked, text), read_as(column.asked, text))


def _filling(
    column: Column, cells: Mapping[str, Cell], columns: Sequence[Column], start: str, fillings: Collection[str]
) -> str:
    """What stands for a value that the table does not have, "" for nothing."""
    wanted = column.asks.filled_with if column.asks is not None else None
    if isinstance(wanted, Place) and POSTCODES in fillings:
        source = next((one.pattern for one in columns if one.place == wanted), "")
        return cells[source].text if source in cells else ""
    if wanted not in (START, EVE) or wanted not in fillings or not _has_record(column, cells):
        return ""
    day = day_of(cells[f"{BOOTCAMP}/LearnStartDate"].text if f"{BOOTCAMP}/LearnStartDate" in cells else start)
    if day is None:
        return ""
    return (day - timedelta(days=wanted == EVE)).isoformat()


def _has_record(column: Column, cells: Mapping[str, Cell]) -> bool:
    """Whether the row says something else of the record that a value belongs to."""
    above = column.pattern.rpartition("/")[0]
    return any(pattern.startswith(f"{above}/") and cell.text for pattern, cell in cells.items())


def repeated(rows: Sequence[PastedRow], pattern: str) -> Iterator[tuple[int, int]]:
    """Rows whose text at a pattern stands in an earlier row too: (position, position of the earlier one)."""
    first: dict[str, int] = {}
    for position, row in enumerate(rows):
        text = row.texts.get(pattern, "")
        if text and first.setdefault(text, position) != position:
            yield position, first[text]
