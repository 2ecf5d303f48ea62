"""Write ILR files: the exact element order of the year, no empty elements, our own header.

A value whose text in the file it came from was unusual (such as ``007``) or could not be understood is written back
as it was found, so that reading and writing changes nothing but the header. Comments are not data and are not kept.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from html import escape  # not that of xml.sax, which loads all of urllib
from io import StringIO
from pathlib import Path
from typing import BinaryIO

from openlet import __version__
from openlet.ilr.records import (
    CollectionDetails,
    Header,
    Learner,
    LearnerDestinationandProgression,
    LearningProvider,
    Record,
    Source,
    SourceFiles,
)
from openlet.spec.layout import Entity, Field, layout, text_of
from openlet.spec.layout import entity as entity_of
from openlet.spec.years import Year

SUPPLIER = "OpenLET"
PACKAGE = "OpenLET"
MARKING = "OFFICIAL-SENSITIVE-Personal"
ONLY_MY_FILE = 0o600
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TO_ESCAPE = re.compile("[&<>\r]")  # most texts hold none of these, and looking is quicker than escaping

Write = Callable[[str], object]
Top = Learner | LearnerDestinationandProgression


def file_name(ukprn: int, year: Year, made: datetime, serial: int = 1) -> str:
    """The name that the national service asks for: ``ILR-<UKPRN>-<year>-<yyyymmdd>-<hhmmss>-<NN>.xml``."""
    return f"ILR-{ukprn:08d}-{year.code}-{made:%Y%m%d}-{made:%H%M%S}-{serial:02d}.xml"


def our_header(ukprn: int, year: Year, prepared: date, made: datetime, serial: int = 1) -> Header:
    """A header with our own supplier, package and release. The dates are arguments, never the clock."""
    return Header(
        CollectionDetails=CollectionDetails(Collection="ILR", Year=str(year.code), FilePreparationDate=prepared),
        Source=Source(
            ProtectiveMarking=MARKING,
            UKPRN=ukprn,
            SoftwareSupplier=SUPPLIER,
            SoftwarePackage=PACKAGE,
            Release=__version__,
            SerialNo=f"{serial:02d}",
            DateTime=made.isoformat(timespec="seconds"),
        ),
    )


def write_file(
    write: Write,
    year: Year,
    header: Header,
    provider: LearningProvider,
    records: Iterable[Top],
    source_files: SourceFiles | None = None,
) -> None:
    """Write a whole file through ``write``, one record at a time: memory does not grow with the file.

    The records must come in the file's order: learners first, then destinations.
    """
    write(f'<?xml version="1.0" encoding="utf-8"?>\n<Message xmlns="{year.namespace}">\n')
    tops = {child.name: child for child in layout(year).entities()}
    for record in (header, source_files, provider):
        if record is not None:
            _write_entity(write, tops[type(record).__name__], record, "  ")
    for top in records:
        if type(top).__name__ in tops:
            _write_entity(write, tops[type(top).__name__], top, "  ")
    write("</Message>\n")


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Write a file that takes its name only when the block has ended well; only its owner may read it.

    Until then it stands beside its place under a name of its own. Raises ``OSError``.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, ONLY_MY_FILE), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        with suppress(OSError):  # what went wrong before says enough
            part.unlink(missing_ok=True)
    _keep_names(path.parent)


def _keep_names(folder: Path) -> None:
    """Have the folder's own list of names on disk, where the system knows how."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def xml_of(record: Record, year: Year) -> str:
    """The XML of one record and all below it, as it stands in a file of that year."""
    text = StringIO()
    found = entity_of(year, type(record).__name__)
    if found is not None:
        _write_entity(text.write, found, record, "")
    return text.getvalue()


def _write_entity(write: Write, entity: Entity, record: Record, indent: str) -> None:
    if _is_empty(entity, record):
        return
    write(f"{indent}<{entity.name}>\n")
    for child in entity.children:
        if isinstance(child, Field):
            text = text_as_found(record, child)
            if text:
                write(f"{indent}  <{child.element}>{_escaped(text)}</{child.element}>\n")
        else:
            for below in _below(record, child.name):
                _write_entity(write, child, below, indent + "  ")
    write(f"{indent}</{entity.name}>\n")


def _is_empty(entity: Entity, record: Record) -> bool:
    return not any(text_as_found(record, field) for field in entity.fields()) and all(
        _is_empty(child, below) for child in entity.entities() for below in _below(record, child.name)
    )


def _below(record: Record, name: str) -> list[Record]:
    held = getattr(record, name)
    if held is None:
        return []
    return held if isinstance(held, list) else [held]


def text_as_found(record: Record, field: Field) -> str | None:
    """The text of a field to write: the one found, unless the value was changed since; None or "" where none is."""
    value = getattr(record, field.element)
    raw = record.raw.get(field.element) if record.raw else None
    if raw is not None and (value is None or field.read(raw).value == value):
        return raw
    return None if value is None else text_of(value)


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace("\r", "&#13;") if TO_ESCAPE.search(text) else text
