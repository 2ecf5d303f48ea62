"""Write a return into a folder: whole or not at all, never over another file, readable by its owner only."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from pathlib import Path

from openlet.ilr.opening import Source
from openlet.ilr.reading import IlrFile
from openlet.ilr.records import LearningProvider, SourceFiles
from openlet.ilr.writing import file_name, our_header, whole_file, write_file
from openlet.spec.years import Year
from openlet.store.documents import Top
from openlet.store.faults import is_fault
from openlet.store.refusals import NotDone

LAST_SERIAL = 99


@dataclass(frozen=True, slots=True)
class Leaving:
    """A return as it will be written: for whom, of which day, with which records (learners first)."""

    UKPRN: int
    year: Year
    prepared: date
    made: datetime
    records: Sequence[Top]
    source_files: SourceFiles | None

    def name(self, serial: int) -> str:
        """The official file name."""
        return file_name(self.UKPRN, self.year, self.made, serial)

    def content(self, serial: int) -> bytes:
        """The whole file: the same records, day and serial number give the same bytes."""
        text = StringIO()
        header = our_header(self.UKPRN, self.year, self.prepared, self.made, serial)
        provider = LearningProvider(UKPRN=self.UKPRN)
        write_file(text.write, self.year, header, provider, self.records, self.source_files)
        return text.getvalue().encode()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file that is ready to be written."""

    path: Path
    content: bytes

    @property
    def sha256(self) -> str:
        """The SHA-256 of the content, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


def rendered(folder: Path, leaving: Leaving) -> Rendered:
    """The file with a name that is free in the folder, or that holds the same bytes already. Raises ``NotDone``."""
    for serial in range(1, LAST_SERIAL + 1):
        path, content = folder / leaving.name(serial), leaving.content(serial)
        if not path.exists() or _read(path) == content:
            _read_back(path.name, content)
            return Rendered(path, content)
    raise NotDone(f"{folder} holds {LAST_SERIAL} exports of that moment already. Choose another folder.")


@contextmanager
def on_disk(file: Rendered) -> Iterator[None]:
    """Have the whole content on disk; it takes its name when the block ends well. Raises ``NotDone``."""
    try:
        file.path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(file.path) as part:
            part.write(file.content)
            part.flush()
            os.fsync(part.fileno())
            yield
    except OSError as error:
        raise _not_written(file.path.parent, error) from None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _not_written(path.parent, error) from None


def _read_back(name: str, content: bytes) -> None:
    """Hold the finished file against the layout of its year, whatever was judged before."""
    ilr = IlrFile(Source(name, None, content))
    troubles = [trouble for item in ilr for trouble in item.troubles] + ilr.troubles
    broken = next((trouble for trouble in troubles if is_fault(trouble)), None)
    if broken is not None:
        raise NotDone(
            f"The file would not be valid ({broken.element} in {broken.entity}, line {broken.line}), so it was not "
            "written. Please report this."
        )


def _not_written(folder: Path, error: OSError) -> NotDone:
    why = (error.strerror or "no reason given").lower()
    return NotDone(f"The file could not be written into {folder}: {why}. Choose another folder.")
