"""What a spreadsheet is, whatever its format: sheets of rows of cells, each cell a text.

Leading zeros stand as they are shown, dates are ISO dates, whole numbers have no ".0".
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple, Protocol

MEGABYTE = 1_000_000  # bytes, as people count them
LARGEST_FILE = 200 * MEGABYTE
LARGEST_UNPACKED = 500 * MEGABYTE
MOST_ROWS = 500_000  # with something in them, on one sheet
MOST_COLUMNS = 2_000
MOST_CELLS = 10_000_000  # with something in them, on one sheet
LONGEST_TEXT = 100_000  # characters of a cell; spreadsheet programs take 32,767
LETTERS = 26


class Kind(StrEnum):
    """What a cell was in the spreadsheet. The value of an ``UNKNOWN`` cell cannot be known: a formula that was never
    worked out, or one that ended in an error."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    UNKNOWN = "unknown"


class Cell(NamedTuple):
    """A cell with something in it. ``was`` is what was read where the text says more than that (a zero in front)."""

    text: str
    kind: Kind = Kind.TEXT


class Row(NamedTuple):
    """A row by the number that the spreadsheet shows, with its filled cells by column, from 0."""

    number: int
    cells: dict[int, Cell]


class Sheet(Protocol):
    """One sheet. Once all rows have been read, ``merged`` names the merged cells (``A2:B3``), and ``hidden_rows``
    counts the rows that are hidden and have something in them."""

    name: str
    hidden: bool
    merged: list[str]
    hidden_rows: int

    def rows(self) -> Iterator[Row]:
        """The rows with something in them, from the top; each call begins anew. Raises ``Unreadable``."""
        ...


def letters(column: int) -> str:
    """How a spreadsheet names a column: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, LETTERS)
        name = chr(ord("A") + rest) + name
    return name


def column_of(name: str) -> int:
    """The number from 0 of a column by its letters."""
    number = 0
    for sign in name:
        number = number * LETTERS + ord(sign) - ord("A") + 1
    return number - 1
