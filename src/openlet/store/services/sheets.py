"""Spreadsheets in: whose they are, of which year, what their columns mean; then the same as any file that arrives."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from openlet.exchange.columns import column_for, short
from openlet.exchange.found import Found
from openlet.exchange.joining import joined_document
from openlet.exchange.opening import Book, open_book
from openlet.exchange.spreadsheets import marked, read_spreadsheet
from openlet.exchange.tables import LEFT_OUT, Table, table_of
from openlet.exchange.whole_reading import is_whole, whose
from openlet.ilr.opening import Source
from openlet.spec.years import Year, year_of
from openlet.store.arriving import Arrived, Tick
from openlet.store.basis import working_day
from openlet.store.documents import with_ids
from openlet.store.models import Provider, ReturnYear, SheetColumn
from openlet.store.refusals import NotDone
from openlet.store.services.editing import whole

ZEROS_NAMED = 5  # references that a remark names


@dataclass(frozen=True, slots=True)
class SheetSaid:
    """What is said about a spreadsheet besides what is kept: whose it is, and what headers mean (the name of a column,
    or ``LEFT_OUT``)."""

    UKPRN: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


def read_sheet(
    source: Source, wanted: Year | None = None, said: SheetSaid | None = None, tick: Tick = lambda rows: None
) -> Arrived:
    """Read a spreadsheet to its end. ``wanted`` is its year, else the newest kept; the provider is that of the store,
    else the one said. Raises ``Unreadable``, ``NotDone``; then nothing of it may be kept."""
    opened = _Opened(source, wanted, said)
    found = opened.found(tick)
    arrived = _arrived(found, source, opened.year, opened.UKPRN)
    arrived.notes += _zeros_lost(arrived)
    arrived.read_with = json.dumps([opened.year.code, sorted(opened.columns.items())])
    return arrived


class _Opened:
    """A spreadsheet with everything that it takes to read it."""

    def __init__(self, source: Source, wanted: Year | None, said: SheetSaid | None) -> None:
        self._provider: Provider | None = Provider.objects.first()
        said = said or SheetSaid()
        self.book = open_book(source)
        self.year, self.UKPRN = _whose(self.book, wanted, said.UKPRN, self._provider)
        refuse_unknown(said.columns, self.year)
        self.columns = saved_columns(self._provider) | {short(header): name for header, name in said.columns.items()}

    def found(self, tick: Tick = lambda rows: None) -> Found:
        """All that it says."""
        return read_spreadsheet(self.book, self.year, self.UKPRN, working_day(self._provider), self.columns, tick)


def _whose(book: Book, wanted: Year | None, UKPRN: int | None, provider: Provider | None) -> tuple[Year, int]:
    if is_whole(book):
        year, ukprn = whose(book)
        if wanted is not None and wanted is not year:
            raise NotDone(
                f"{book.name} is a workbook of {year}, not of {wanted}. Nothing was changed: import it into the "
                "return of "
                f"{year}."
            )
        return year, ukprn
    newest = ReturnYear.objects.order_by("-year").first()
    if wanted is None:
        if newest is None:
            raise NotDone(f"Nothing says of which year {book.name} is. Say it with --year, such as --year 2023-24.")
        wanted = year_of(str(newest.year))
    if UKPRN is None:
        if provider is None:
            raise NotDone(f"Nothing says whose learners {book.name} holds. Say it with --ukprn and your UKPRN.")
        UKPRN = provider.UKPRN
    return wanted, UKPRN


def _arrived(found: Found, source: Source, year: Year, ukprn: int) -> Arrived:
    said = None if found.whole else found.learners
    trees = (
        found.learners if found.whole else {key: joined_document({}, one, year) for key, one in found.learners.items()}
    )
    return Arrived(
        source.name,
        source.sha256(),
        year,
        ukprn,
        {reference: with_ids(tree) for reference, tree in trees.items()},
        source_files=[with_ids(one) for one in found.source_files],
        refused=[fault.in_words() for fault in found.refused()],
        not_carried=found.not_read,
        notes=found.notes,
        said=said,
        faults=found.faults,
    )


def _zeros_lost(arrived: Arrived) -> list[str]:
    """A remark where learners would be added who are kept already, under a reference with zeros in front."""
    of = ReturnYear.objects.filter(provider__UKPRN=arrived.UKPRN, year=arrived.year.code).first()
    kept = set(of.learners.values_list("LearnRefNumber", flat=True)) if of else set()
    with_zeros = {one.lstrip("0"): one for one in kept if one.startswith("0")}
    alike = [(one, with_zeros[one]) for one in arrived.parts if one in with_zeros and one not in kept]
    if not alike:
        return []
    named = ", ".join(f"{new} (kept: {old})" for new, old in alike[:ZEROS_NAMED])
    return [
        f"{len(alike):,} of the references are those of learners who are kept, without the zeros in front, and would "
        f"be added beside them: {named}{', …' if len(alike) > ZEROS_NAMED else ''}. Spreadsheet programs drop such "
        "zeros: format the column as text and enter the references anew."
    ]


def saved_columns(provider: Provider | None) -> dict[str, str]:
    """What the provider has said of headers: by short header the name of a column, or ``LEFT_OUT``."""
    return dict(SheetColumn.objects.filter(provider=provider).values_list("header", "column")) if provider else {}


@whole
def keep_columns(provider: Provider, said: Mapping[str, str], year: Year) -> None:
    """Keep what headers mean: the name of a column of the year, or ``LEFT_OUT``. Raises ``NotDone``."""
    refuse_unknown(said, year)
    for header, name in said.items():
        column = column_for(name, year)
        SheetColumn.objects.update_or_create(
            provider=provider, header=short(header), defaults={"column": column.name if column else LEFT_OUT}
        )


def refuse_unknown(said: Mapping[str, str], year: Year) -> None:
    """Refuse names that are no columns of a year. Raises ``NotDone``."""
    for header, name in said.items():
        if not short(header) or (name != LEFT_OUT and column_for(name, year) is None):
            raise NotDone(
                f"{name or 'An empty header'} is not a column of the ILR of {year}. Name one of the template, such as "
                "LearnStartDate or DAM 1, or leave the column out."
            )


def table_in(source: Source, year: Year, provider: Provider | None) -> Table | None:
    """The table of a spreadsheet with what its columns are taken for; None for the workbook of a whole return, whose
    columns are known. Raises ``Unreadable``."""
    book = open_book(source)
    return None if is_whole(book) else table_of(book, year, saved_columns(provider))


def marked_copy_of(
    source: Source, wanted: Year | None = None, said: SheetSaid | None = None, tick: Tick = lambda rows: None
) -> bytes:
    """A copy of a spreadsheet in which everything that is wrong is marked. Raises ``Unreadable``, ``NotDone``.

    ``tick`` is told of each row twice: when it has been read, and when it has been written.
    """
    opened = _Opened(source, wanted, said)
    return marked(opened.book, opened.found(tick).faults, opened.year, opened.columns, tick)
