"""Find the XML in what the user gave: a path, ``-`` for standard input, or a ZIP with one XML in it."""

import hashlib
import io
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

CHUNK = 1 << 16
ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")  # the second is a ZIP with nothing in it
ENCRYPTED = 0x1
ZIP_CORRUPT, ZIP_EMPTY, PROTECTED_ZIP = "ZIP_CORRUPT", "ZIP_EMPTY", "Protected ZIP file"  # official rules


class Unreadable(Exception):
    """The input cannot be judged at all; the text is one sentence for the user with file, place and what to do.

    ``rule`` is the official rule by which the national service refuses such a file, where there is one; the text names
    it too.
    """

    def __init__(self, sentence: str, rule: str | None = None) -> None:
        super().__init__(f"{sentence} The official rule is {rule}." if rule else sentence)
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Source:
    """Where one return is read from. ``content`` holds it when it is in memory: it came through standard input (then
    there is no ``path``), from the store or from a cluster (then ``path`` is only the name that the file would have).

    ``members`` says where in a ZIP of many files it lies: the name in that ZIP, and those in the ZIPs inside it.
    """

    name: str
    path: Path | None
    content: bytes | None
    members: tuple[str, ...] = ()

    @property
    def archive_name(self) -> str | None:
        """The name of the ZIP that the XML is in, or None where there is none or it has no name.

        A ZIP of many files is as a folder: it is not what was sent.
        """
        return self._own_name if self._own_name is not None and self._is_archive() else None

    @property
    def xml_name(self) -> str | None:
        """The name of the XML itself, or None where it came without one. Raises ``Unreadable``."""
        if not self._is_archive():
            return self._own_name
        with self._bytes() as stream, _opened(self.name, stream) as archive:
            return _member(self.name, archive).filename

    @property
    def _own_name(self) -> str | None:
        if self.members:
            return PurePosixPath(self.members[-1]).name
        return self.path.name if self.path is not None else None

    def _is_archive(self) -> bool:
        with self._bytes() as stream:
            return stream.read(len(ZIP_MARKS[0])) in ZIP_MARKS

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Open the bytes of the XML itself, inside its ZIP if there is one. Raises ``Unreadable``."""
        with self._bytes() as stream:
            mark = stream.read(4)
            stream.seek(0)
            if mark not in ZIP_MARKS:
                yield stream
            else:
                with _only_xml(self.name, stream) as xml:
                    yield xml

    def sha256(self) -> str:
        """The SHA-256 of the file as given, in hexadecimal. Raises ``Unreadable``."""
        digest = hashlib.sha256()
        with self._bytes() as stream:
            while chunk := self._chunk(stream):
                digest.update(chunk)
        return digest.hexdigest()

    def _chunk(self, stream: BinaryIO) -> bytes:
        try:
            return stream.read(CHUNK)
        except (OSError, zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise Unreadable(
                f"{self.name} is damaged and could not be read to its end ({error}). Make or copy the file again.",
                ZIP_CORRUPT if isinstance(error, zipfile.BadZipFile | zlib.error) else None,
            ) from None

    def whole(self) -> bytes:
        """All bytes of the file as given. Raises ``Unreadable``."""
        with self._bytes() as stream:
            return stream.read()

    @contextmanager
    def _bytes(self) -> Iterator[BinaryIO]:
        if not self.members:
            with self._given_bytes() as stream:
                yield stream
            return
        *around, last = self.members
        bundle = Source(self.name, self.path, self.content, tuple(around))
        with (
            bundle._bytes() as stream,
            _opened(self.name, stream) as archive,
            _inside(self.name, archive, last) as found,
        ):
            if found.peek(4)[:4] in ZIP_MARKS:  # type: ignore[attr-defined]
                yield io.BytesIO(found.read())  # a ZIP is read from its end
            else:
                yield found

    @contextmanager
    def _given_bytes(self) -> Iterator[BinaryIO]:
        if self.content is not None or self.path is None:
            yield io.BytesIO(self.content or b"")
            return
        try:
            stream = self.path.open("rb")
        except OSError as error:
            raise Unreadable(f"{self.name} could not be opened: {_why(error)}.") from None
        with stream:
            yield stream


def zip_members(source: Source) -> list[str] | None:
    """The names of the files in a ZIP, None where the source is no ZIP. Raises ``Unreadable``."""
    if not source._is_archive():
        return None
    with source._bytes() as stream, _opened(source.name, stream) as archive:
        return [member.filename for member in archive.infolist() if not member.is_dir()]


def source(file: str) -> Source:
    """The source for a FILE argument of the command line. Raises ``Unreadable``."""
    if file == "-":
        return Source("standard input", None, sys.stdin.buffer.read())
    path = Path(file)
    if path.is_dir():
        raise Unreadable(f"{file} is a folder. Give the file itself.")
    if not path.exists():
        raise Unreadable(f"{file} was not found. Check the name and the folder.")
    return Source(path.name, path, None)


@contextmanager
def _only_xml(name: str, stream: BinaryIO) -> Iterator[BinaryIO]:
    with _opened(name, stream) as archive, archive.open(_member(name, archive)) as xml:
        yield xml  # type: ignore[misc]


@contextmanager
def _inside(name: str, archive: zipfile.ZipFile, member: str) -> Iterator[BinaryIO]:
    """A file in a ZIP of many."""
    found = archive.getinfo(member)
    if found.flag_bits & ENCRYPTED:
        raise Unreadable(f"{name} is in a ZIP with a password. Make it again without one.", PROTECTED_ZIP)
    with archive.open(found) as stream:
        yield stream  # type: ignore[misc]


@contextmanager
def _opened(name: str, stream: BinaryIO) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(stream) as archive:
            yield archive
    except (zipfile.BadZipFile, NotImplementedError, zipfile.LargeZipFile, EOFError) as error:
        raise Unreadable(
            f"{name} is not a ZIP file that can be read ({error}). Make the ZIP again.", ZIP_CORRUPT
        ) from None


def _member(name: str, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) != 1 or not members[0].filename.lower().endswith(".xml"):
        raise Unreadable(
            f"{name} is a ZIP with {len(members)} file(s) in it: it must hold exactly one, an .xml file. "
            "Make a ZIP of the ILR file alone.",
            ZIP_EMPTY,
        )
    if members[0].flag_bits & ENCRYPTED:
        raise Unreadable(f"{name} is a ZIP with a password. Make it again without one.", PROTECTED_ZIP)
    return members[0]


def _why(error: OSError) -> str:
    return (error.strerror or "no reason given").lower()
