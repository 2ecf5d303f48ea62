"""Read a whole ILR file into documents, before anything in the store is touched."""

import hashlib
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO

from openlet.exchange.found import CellFault
from openlet.exchange.joining import joined_document
from openlet.ilr.lost import is_lost, lost_in_words
from openlet.ilr.migrating import FIELD, Choices, Migrating, Outcome, Question, Row, Totals, repeated_references
from openlet.ilr.migrating import LEARNER as LEARNERS
from openlet.ilr.opening import ZIP_MARKS, Source, Unreadable
from openlet.ilr.reading import IlrFile, Item, Trouble, heading, provider_of
from openlet.ilr.records import Learner, SourceFiles
from openlet.reports.migration import MigrationSummary
from openlet.spec.migration import mappings
from openlet.spec.years import Year
from openlet.store.documents import DESTINATIONS, ID, LEARNER, Document, new_id, tree_of, with_ids

NAME = re.compile(r"ILR-(?P<UKPRN>[0-9]{8})-(?P<year>[0-9]{4})-.*", re.IGNORECASE)
MEGABYTE = 2**20  # bytes
LARGEST_XML = 200 * MEGABYTE  # of a file that is sent in, and of the XML inside a ZIP: about 60,000 learners

Tick = Callable[[int], object]  # told how many records more have been read


@dataclass(slots=True)
class Arrived:
    """What a file holds. ``parts`` has, by LearnRefNumber, the parts of the document that the file speaks of.

    ``refused`` are learners that cannot be kept, ``not_carried`` what else the store cannot take; both in words.
    A spreadsheet may speak of some columns only: then ``said`` has by reference what it says, to be put onto what is
    kept (None: the parts are whole), ``faults`` what is wrong at its cells, ``read_with`` how its columns were read.
    """

    name: str
    sha256: str
    year: Year
    UKPRN: int
    parts: dict[str, Document] = field(default_factory=dict)
    source_files: list[Document] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    not_carried: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    said: dict[str, Document] | None = None
    faults: list[CellFault] = field(default_factory=list)
    read_with: str = ""

    @property
    def mark(self) -> str:
        """A mark of the file and of how it was read."""
        return hashlib.sha256(f"{self.sha256} {self.read_with}".encode()).hexdigest() if self.read_with else self.sha256

    def onto(self, reference: str, document: Document) -> Document:
        """The document of a learner who is kept already, with what the file says of the learner."""
        if self.said is None:
            return document | self.parts[reference]
        return with_ids(joined_document(document, self.said[reference], self.year))


@dataclass(slots=True)
class Carried:
    """What became of a return on its way into a later year (see ``openlet.ilr.migrating``).

    ``gone`` are the rows of learners, aims and destination records that do not go, and of what somebody should look at.
    """

    of: Year
    into: Year
    totals: list[Totals]
    summary: MigrationSummary
    gone: list[Row]
    questions: list[Question]


def year_of_file(source: Source) -> Year:
    """The year of an ILR file, before it is read any further. Raises ``Unreadable``."""
    return heading(source).year


def refuse_too_large(source: Source) -> None:
    """Refuse a file that is too large to be held in memory, also when it is packed. Raises ``Unreadable``."""
    size = len(source.content or b"")
    if (source.content or b"")[:4] in ZIP_MARKS:
        try:
            with zipfile.ZipFile(BytesIO(source.content or b"")) as archive:
                size = max(size, *(member.file_size for member in archive.infolist()), 0)
        except zipfile.BadZipFile:
            return  # the reader says so
    if size > LARGEST_XML:
        raise Unreadable(
            f"{source.name} holds {size / MEGABYTE:,.0f} MB, and {LARGEST_XML / MEGABYTE:,.0f} MB is the most that can "
            "be sent in. Import it with the command openlet import, or in parts."
        )


def read_arrived(source: Source, tick: Tick = lambda records: None) -> Arrived:
    """Read an ILR file to its end. Raises ``Unreadable``, and then nothing of it may be kept."""
    sha256, ilr = source.sha256(), IlrFile(source)
    parts: dict[str, Document] = {}
    refused: list[str] = []
    not_carried: list[str] = []
    for item in ilr:
        _take(item, ilr.year, parts, refused, not_carried)
        tick(1)
    arrived = Arrived(source.name, sha256, ilr.year, provider_of(ilr), parts, refused=refused, not_carried=not_carried)
    arrived.not_carried += [_lost(trouble, "") for trouble in ilr.troubles if is_lost(trouble, ilr.year)]
    files = ilr.records.get("SourceFiles")
    if isinstance(files, SourceFiles):
        arrived.source_files = tree_of(files, ilr.year).get("SourceFile", [])
    if not parts:
        raise _nobody(source)
    arrived.notes = _what_the_name_claims(arrived)
    return arrived


def read_carried(
    source: Source, into: Year, choices: Choices, tick: Tick = lambda records: None
) -> tuple[Arrived, Carried]:
    """Read a file of an earlier year to its end, and carry its learners into a later year.

    ``Arrived.parts`` are in the layout of the later year; what does not go is told in ``Carried``. Raises
    ``Unreadable``, and ``NoWay`` where there is no way into that year.
    """
    first = IlrFile(source)
    repeated = repeated_references(item.record for item in first)
    summary, gone = MigrationSummary(), list[Row]()

    def tell(row: Row) -> None:
        summary.add(row)
        if row.attention or (row.what != FIELD and row.outcome is not Outcome.CARRIED):
            gone.append(row)

    migrating = Migrating(first.year, into, choices, repeated, tell)
    arrived = Arrived(source.name, source.sha256(), first.year, provider_of(first))
    ilr = IlrFile(source)
    for record in migrating.records(_ticking(ilr, tick)):
        _take(Item(record, []), into, arrived.parts, arrived.refused, arrived.not_carried)
    migrating.lose(ilr.troubles)
    if not migrating.totals[0].found[LEARNERS]:
        raise _nobody(source)
    arrived.notes = _what_the_name_claims(arrived)
    if "SourceFiles" in ilr.records:
        arrived.notes.append(f"SourceFiles was left behind: {mappings(into)['Message/SourceFiles'][0].reason}.")
    return arrived, Carried(first.year, into, migrating.totals, summary, gone, migrating.questions)


def _ticking(ilr: IlrFile, tick: Tick) -> Iterator[Item]:
    for item in ilr:
        yield item
        tick(1)


def _nobody(source: Source) -> Unreadable:
    return Unreadable(f"{source.name} holds no learner that can be kept. Check that it is the right file.")


def _take(item: Item, year: Year, parts: dict[str, Document], refused: list[str], not_carried: list[str]) -> None:
    record = item.record
    reference = record.LearnRefNumber or ""
    what = f"line {record.line}, {reference}" if reference.strip() else f"line {record.line}"
    if not reference.strip():
        refused.append(f"{what}: {type(record).__name__} has no LearnRefNumber of its own. Enter one in the file.")
        return
    part = parts.setdefault(reference, {})
    if isinstance(record, Learner):
        if LEARNER in part:
            refused.append(f"{what}: the LearnRefNumber stands twice in the file; the first was taken. Correct it.")
            return
        part[LEARNER] = tree_of(record, year)
    else:
        part.setdefault(DESTINATIONS, []).append({ID: new_id()} | tree_of(record, year))
    not_carried += [_lost(trouble, reference) for trouble in item.troubles if is_lost(trouble, year)]


def _lost(trouble: Trouble, reference: str) -> str:
    where = f"line {trouble.line}" + (f", {reference}" if reference else "")
    return f"{where}: {lost_in_words(trouble)}."


def _what_the_name_claims(arrived: Arrived) -> list[str]:
    named = NAME.fullmatch(arrived.name)
    if named is None:
        return []
    claims = (int(named["UKPRN"]), int(named["year"]))
    if claims == (arrived.UKPRN, arrived.year.code):
        return []
    return [
        f"The name of {arrived.name} says UKPRN {claims[0]} and year {claims[1]}; the file itself says "
        f"{arrived.UKPRN} and {arrived.year.code}, and that counts."
    ]
