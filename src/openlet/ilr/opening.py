"""Find the XML in what the user gave: a path, ``-`` for standard input, or a ZIP with one XML in it."""

import hashlib
import io
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

CHUNK = 1 << 16
ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")  # the second is a ZIP with nothing in it
ENCRYPTED = 0x1


class Unreadable(Exception):
    """The input cannot be judged at all; the text is one sentence for the user with file, place and what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where one return is read from. ``content`` holds it when it came through standard input."""

    name: str
    path: Path | None
    content: bytes | None

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
        """The SHA-256 of the file as given, in hexadecimal."""
        digest = hashlib.sha256()
        with self._bytes() as stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
        return digest.hexdigest()

    def whole(self) -> bytes:
        """All bytes of the file as given. Raises ``Unreadable``."""
        with self._bytes() as stream:
            return stream.read()

    @contextmanager
    def _bytes(self) -> Iterator[BinaryIO]:
        if self.path is None:
            yield io.BytesIO(self.content or b"")
            return
        try:
            stream = self.path.open("rb")
        except OSError as error:
            raise Unreadable(f"{self.name} could not be opened: {_why(error)}.") from None
        with stream:
            yield stream


def source(file: str) -> Source:
    """The source for a FILE argument of the command line. Raises ``Unreadable``."""
    if file == "-":
        return Source("standard input", None, sys.stdin.buffer.read())
    path = Path(file)
    if path.is_dir():
        raise Unreadable(f"{file} is a folder. Give the ILR file itself.")
    if not path.exists():
        raise Unreadable(f"{file} was not found. Check the name and the folder.")
    return Source(path.name, path, None)


@contextmanager
def _only_xml(name: str, stream: BinaryIO) -> Iterator[BinaryIO]:
    try:
        with zipfile.ZipFile(stream) as archive:
            member = _member(name, archive)
            with archive.open(member) as xml:
                yield xml  # type: ignore[misc]
    except (zipfile.BadZipFile, NotImplementedError, zipfile.LargeZipFile, EOFError) as error:
        raise Unreadable(f"{name} is not a ZIP file that can be read ({error}). Make the ZIP again.") from None


def _member(name: str, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) != 1 or not members[0].filename.lower().endswith(".xml"):
        raise Unreadable(
            f"{name} is a ZIP with {len(members)} file(s) in it: it must hold exactly one, an .xml file. "
            "Make a ZIP of the ILR file alone."
        )
    if members[0].flag_bits & ENCRYPTED:
        raise Unreadable(f"{name} is a ZIP with a password. Make it again without one.")
    return members[0]


def _why(error: OSError) -> str:
    return (error.strerror or "no reason given").lower()
