"""Read a whole ILR file into documents, before anything in the store is touched."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from openlet.ilr.lost import is_lost, lost_in_words
from openlet.ilr.opening import Source, Unreadable
from openlet.ilr.reading import IlrFile, Item, Trouble, provider_of
from openlet.ilr.records import Learner, SourceFiles
from openlet.spec.years import Year
from openlet.store.documents import DESTINATIONS, ID, LEARNER, Document, new_id, tree_of

NAME = re.compile(r"ILR-(?P<UKPRN>[0-9]{8})-(?P<year>[0-9]{4})-.*", re.IGNORECASE)
SPREADSHEETS = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods")


@dataclass(slots=True)
class Arrived:
    """What a file holds. ``parts`` has, by LearnRefNumber, the parts of the document that the file speaks of.

    ``refused`` are learners that cannot be kept, ``not_carried`` what else the store cannot take; both in words.
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


def read_arrived(source: Source, tick: Callable[[int], object] = lambda records: None) -> Arrived:
    """Read a file to its end. Raises ``Unreadable``, and then nothing of it may be kept."""
    if source.name.lower().endswith(SPREADSHEETS):
        raise Unreadable(
            f"{source.name} is a spreadsheet, which this version cannot import yet. Give ILR XML, or a ZIP with one."
        )
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
        raise Unreadable(f"{source.name} holds no learner that can be kept. Check that it is the right file.")
    arrived.notes = _what_the_name_claims(arrived)
    return arrived


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
