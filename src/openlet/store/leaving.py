"""Write a return into a folder: whole or not at all, never over another file, readable by its owner only."""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
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


def rendered(folder: Path | None, leaving: Leaving, given: Mapping[str, str]) -> Rendered:
    """The file under a name of its own: no other file in the folder has it, and no earlier export had it.

    ``given`` are the names of earlier exports with the SHA-256 of what they hold; the same bytes keep their name.
    Without a folder the path is only the name. Raises ``NotDone``.
    """
    for serial in range(1, LAST_SERIAL + 1):
        name = leaving.name(serial)
        path = folder / name if folder is not None else Path(name)
        stands = folder is not None and path.exists()
        if stands or name in given:
            file = Rendered(path, leaving.content(serial))
            if given.get(name, file.sha256) != file.sha256 or (stands and _read(path) != file.content):
                continue
        else:
            file = Rendered(path, leaving.content(serial))
        _read_back(name, file.content)
        return file
    raise NotDone(f"{LAST_SERIAL} files of that moment have been exported already. Choose another preparation date.")


def rendered_again(name: str, sha256: str, leaving: Leaving) -> Rendered:
    """A file that was exported before, byte for byte. Raises ``NotDone`` where it cannot be the same."""
    for serial in range(1, LAST_SERIAL + 1):
        if leaving.name(serial) == name:
            file = Rendered(Path(name), leaving.content(serial))
            if file.sha256 == sha256:
                return file
    raise NotDone(
        f"{name} was made by another version of OpenLET, which wrote its own number into it, so it cannot be made "
        "again byte for byte. Use the file that was written then, or export the return anew."
    )


@contextmanager
def on_disk(file: Rendered, wanted: bool = True) -> Iterator[None]:
    """Have the whole content on disk, if wanted; it takes its name when the block ends well. Raises ``NotDone``."""
    if not wanted:
        yield
        return
    try:
        file.path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(file.path) as part:
            part.write(file.content)
            part.flush()
            os.fsync(part.fileno())
            yield
    except OSError as error:
        raise _not_written(file.path.parent, error) from None


def take_back(file: Rendered) -> None:
    """Remove a file that was written although the store could not note it."""
    with suppress(OSError):
        if file.path.read_bytes() == file.content:
            file.path.unlink()


def after_a_stop(path: Path, sha256: str) -> str:
    """What became of a file that was being written when the program stopped; parts of it are removed."""
    for part in path.parent.glob(f"{path.name}.*.part") if path.parent.is_dir() else ():
        with suppress(OSError):
            part.unlink()
    try:
        whole = hashlib.sha256(path.read_bytes()).hexdigest() == sha256
    except OSError:
        whole = False
    if whole:
        return (
            f"OpenLET was stopped while it exported. {path} was written whole, but the export was not noted: export "
            "again."
        )
    return "OpenLET was stopped while it exported, so no file was written. Export again."


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
