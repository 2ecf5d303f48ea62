"""Read a spreadsheet of either kind: one row for each learner or aim, or the workbook of a whole return."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from openlet.exchange.found import CellFault, Found
from openlet.exchange.marked import marked_copy
from openlet.exchange.opening import Book
from openlet.exchange.reading import TableReader
from openlet.exchange.tables import table_of
from openlet.exchange.whole_reading import WholeReader, is_whole
from openlet.spec.years import Year

Tick = Callable[[int], object]


def read_spreadsheet(
    book: Book,
    year: Year,
    UKPRN: int | None,
    as_of: date,
    saved: Mapping[str, str] | None = None,
    tick: Tick = lambda rows: None,
) -> Found:
    """What a spreadsheet says of learners. The workbook of a whole return says itself of which year and whose it is.

    ``saved`` has by short header (``columns.short``) the name of a column, or ``tables.LEFT_OUT``. ``as_of`` decides
    the century of short years. Raises ``Unreadable``.
    """
    if is_whole(book):
        return WholeReader(book, as_of).read(tick)
    return TableReader(book, table_of(book, year, saved), year, UKPRN, as_of).read(tick)


def marked(
    book: Book,
    faults: Iterable[CellFault],
    year: Year,
    saved: Mapping[str, str] | None = None,
    tick: Tick = lambda rows: None,
) -> bytes:
    """A copy of a spreadsheet in which its faults are marked."""
    if is_whole(book):
        return marked_copy(book, faults, {}, tick)
    table = table_of(book, year, saved)
    return marked_copy(book, faults, {table.sheet.name: table.row}, tick)
