"""Find the table in a spreadsheet: which sheet, which row has the headers, and which column each header means."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from openlet.exchange.columns import REFERENCE, Column, column_for, short, year_that_has
from openlet.exchange.grid import Row, Sheet, letters
from openlet.exchange.opening import Book
from openlet.ilr.opening import Unreadable
from openlet.spec.occupancy import RECOGNISED_BY, occupancy_headers, plain_header
from openlet.spec.years import Year

LOOKED_AT = 100  # rows with something in them, for the headers
SAMPLES = 3  # values of a column that are shown
NOTES, CODES = "Notes", "Codes"  # sheets of the template
CORRECT = "What to correct"  # our own column in a marked copy, never read
OF_AN_OCCUPANCY_REPORT = (
    "This is an occupancy report: it shows a part of each record and only the aims that an authority funds. What it "
    "does not show (employment, prior attainment, contact details) stays as it is here, and a new learner lacks it. "
    "Import the ILR file instead where you have it."
)
LEFT_OUT = ""  # in a saved mapping: a column that is not to be read


@dataclass(frozen=True, slots=True)
class Matched:
    """One column of a table: its position from 0, its header, what it holds (None: it is not read), and some values.

    ``is_saved``: the provider said so, also that it is not to be read.
    """

    position: int
    header: str
    column: Column | None
    is_saved: bool
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The table of a spreadsheet: its sheet, the number of the row with the headers, and its columns.

    ``others`` names the sheets with something in them that are not read.
    """

    sheet: Sheet
    row: int
    columns: tuple[Matched, ...]
    others: tuple[str, ...]

    @property
    def read(self) -> tuple[Matched, ...]:
        """The columns that are read."""
        return tuple(one for one in self.columns if one.column is not None)

    @property
    def unknown(self) -> tuple[Matched, ...]:
        """The columns that nobody has said anything about and that mean nothing here."""
        return tuple(
            one
            for one in self.columns
            if one.column is None and not one.is_saved and one.header and not is_ours(one.header)
        )

    def twice(self) -> list[tuple[Matched, Matched]]:
        """Pairs of columns that mean the same."""
        first: dict[tuple[object, str], Matched] = {}
        pairs = []
        for one in self.read:
            assert one.column is not None
            earlier = first.setdefault((one.column.steps, one.column.element), one)
            if earlier is not one:
                pairs.append((earlier, one))
        return pairs


def is_ours(header: str) -> bool:
    """Whether a header is that of the column in which a marked copy says what to correct."""
    return short(header) == short(CORRECT)


def table_of(book: Book, year: Year, saved: Mapping[str, str] | None = None) -> Table:
    """The table of a spreadsheet; ``saved`` has by short header the name of a column, or ``LEFT_OUT``.

    Raises ``Unreadable`` where there is nothing in it.
    """
    saved = saved or {}
    looks = [(sheet, list(islice(sheet.rows(), LOOKED_AT + 1))) for sheet in book.sheets if not sheet.hidden]
    filled = [(sheet, rows) for sheet, rows in looks if rows]
    if not filled:
        raise Unreadable(f"{book.name} holds nothing but empty cells. Check that it is the right file.")
    found = [(_known(row, year, saved), -at, -number, sheet, rows, row)
             for at, (sheet, rows) in enumerate(filled)
             for number, row in enumerate(rows[:LOOKED_AT])]  # fmt: skip
    _, _, above, sheet, rows, header = max(found, key=lambda one: one[:3])
    names = {one.name for one in book.sheets}
    others = tuple(
        other.name
        for other, _ in filled
        if other is not sheet and not (other.name == NOTES and {NOTES, CODES} <= names)  # those of the template
    )
    return Table(sheet, header.number, _columns(header, rows[1 - above :], year, saved), others)


def _known(row: Row, year: Year, saved: Mapping[str, str]) -> tuple[bool, int]:
    """Whether a row has a header for the learner's reference, and how many of its headers are known."""
    known = [_matched(cell.text, year, saved) for cell in row.cells.values()]
    columns = [column for column, _ in known if column is not None]
    return any(column.name == REFERENCE for column in columns), len(columns)


def _matched(header: str, year: Year, saved: Mapping[str, str]) -> tuple[Column | None, bool]:
    said = saved.get(short(header))
    if said is not None:
        column = column_for(said, year) if said != LEFT_OUT else None
        if column is not None or said == LEFT_OUT:
            return column, True
    return column_for(header, year), False


def _columns(header: Row, rows: Sequence[Row], year: Year, saved: Mapping[str, str]) -> tuple[Matched, ...]:
    width = max(max(row.cells, default=-1) for row in (header, *rows)) + 1
    found = []
    for position in range(width):
        text = header.cells[position].text.strip() if position in header.cells else ""
        column, is_saved = _matched(text, year, saved) if text else (None, False)
        samples = dict.fromkeys(row.cells[position].text for row in rows if position in row.cells)
        if text or samples:
            found.append(Matched(position, text, column, is_saved, tuple(samples)[:SAMPLES]))
    return tuple(found)


def refuse_unfit(table: Table, name: str) -> None:
    """Refuse a table in which learners cannot be told apart, or a column stands twice. Raises ``Unreadable``."""
    where = f"row {table.row} of the sheet {table.sheet.name}"
    for first, second in table.twice():
        assert first.column is not None
        raise Unreadable(
            f"The columns {letters(first.position)} and {letters(second.position)} in {where} of {name} both are "
            f"{first.column.name}. Take one of them out, or give it another header."
        )
    if not any(one.column is not None and one.column.name == REFERENCE for one in table.columns):
        raise Unreadable(
            f"No column in {where} of {name} is LearnRefNumber, the learner's reference with which learners are told "
            f"apart. Give its column this header; it is looked for in the first {LOOKED_AT} filled rows."
        )


def refuse_merged(table: Table, name: str) -> None:
    """Refuse a table with merged cells, known once its rows were read: nobody can say whose they are."""
    for merged in table.sheet.merged:
        first, _, last = merged.partition(":")
        if int("".join(sign for sign in last if sign.isdigit()) or 0) >= table.row:
            raise Unreadable(
                f"The sheet {table.sheet.name} of {name} has merged cells ({first} to {last}), and their value "
                "belongs to "
                "none of their rows for certain. Unmerge them, fill in each row and try again."
            )


def not_read(table: Table, year: Year) -> list[str]:
    """What is not read of a spreadsheet because it means nothing here, in sentences."""
    told = []
    if table.others:
        told.append(f"Only the sheet {table.sheet.name} is read, not {_listed(table.others)}.")
    worked_out: list[Matched] = []
    if is_occupancy_report(table):
        worked_out = [one for one in table.unknown if plain_header(one.header) in occupancy_headers()]
        told.append(OF_AN_OCCUPANCY_REPORT)
    if worked_out:
        told.append(
            f"{len(worked_out):,} of its columns are not read: the funding service works them out or looks them up, so "
            "they are no part of the ILR."
        )
    for one in table.unknown:
        if one in worked_out:
            continue
        other = year_that_has(one.header, year)
        why = (
            f"the ILR of {year} does not have it; that of {other} does"
            if other
            else "it is no column that OpenLET knows"
        )
        told.append(f"Column {letters(one.position)}, {one.header}, is not read: {why}.")
    return told


def is_occupancy_report(table: Table) -> bool:
    """Whether the table has the headers of an occupancy report of the national service."""
    return {plain_header(one) for one in RECOGNISED_BY} <= {plain_header(one.header) for one in table.columns}


def left_out(table: Table) -> list[str]:
    """What is not read of a spreadsheet because the provider has said so, in sentences."""
    left = [one.header for one in table.columns if one.column is None and one.is_saved]
    return [f"Not read, as you have said: {_listed(left)}."] if left else []


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1]


def cells_below(table: Table) -> Iterator[Row]:
    """The rows below the headers."""
    return (row for row in table.sheet.rows() if row.number > table.row)
