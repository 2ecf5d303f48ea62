"""Files as they are sent in: each ILR file by itself, also out of a ZIP, within limits that no packed file gets past.

What is kept is always the XML: a ZIP is only its wrapping, so the same return has the same hash with and without it.
"""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from openlet.ilr.opening import ENCRYPTED, ZIP_MARKS
from openlet.scale.inputs import BESIDE
from openlet.store.arriving import LARGEST_XML, MEGABYTE

MOST_IN_A_ZIP = 5_000  # files
LARGEST_UNPACKED = 20 * LARGEST_XML  # bytes of all files in one ZIP
LONGEST_NAME = 200  # characters
TOO_LARGE = f"is larger than {LARGEST_XML // MEGABYTE} MB, the most that can be sent in. Check that it is an ILR file."


@dataclass(frozen=True, slots=True)
class Arriving:
    """A file that was sent in. ``refusal``: why it cannot even be kept, in one sentence; then it has no content."""

    name: str
    content: bytes
    refusal: str = ""


def files_in(given: Iterable[tuple[str, bytes]]) -> Iterator[Arriving]:
    """The files among what was sent, one at a time, so that only one is held unpacked."""
    for name, content in given:
        if content[:4] in ZIP_MARKS:
            yield from _unpacked(name, content)
        else:
            yield _one(name, content)


def _one(name: str, content: bytes) -> Arriving:
    if len(content) > LARGEST_XML:
        return _refused(name, TOO_LARGE)
    if content[:4] in ZIP_MARKS:
        return _refused(name, "is a ZIP in a ZIP. Send the inner one by itself.")
    return Arriving(short(name), content)


def _unpacked(name: str, content: bytes) -> Iterator[Arriving]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir() and not _is_beside(one.filename)]
            refusal = _why_not(members)
            if refusal:
                yield _refused(name, refusal)
            else:
                for member in sorted(members, key=lambda one: one.filename):
                    yield _member(name, archive, member)
    except (zipfile.BadZipFile, NotImplementedError, zipfile.LargeZipFile, EOFError):
        yield _refused(name, "is not a ZIP file that can be read. Make the ZIP again.")


def _why_not(members: list[zipfile.ZipInfo]) -> str:
    """Why a ZIP is not even opened, by what it says of itself: no more than that is ever unpacked."""
    if not members:
        return "is a ZIP without a file in it. Put the ILR files into it."
    if len(members) > MOST_IN_A_ZIP:
        return f"holds {len(members):,} files, and {MOST_IN_A_ZIP:,} is the most. Send it in parts."
    unpacked = sum(one.file_size for one in members)
    if unpacked > LARGEST_UNPACKED:
        most = f"{LARGEST_UNPACKED // MEGABYTE:,} MB"
        return f"unpacks to {unpacked / MEGABYTE:,.0f} MB, and {most} is the most. Send it in parts."
    return ""


def _member(archive_name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Arriving:
    name = PurePosixPath(member.filename.replace("\\", "/")).name
    said = f"{archive_name}/{name}"
    if member.flag_bits & ENCRYPTED:
        return _refused(said, "is in a ZIP with a password. Make it again without one.")
    if member.file_size > LARGEST_XML:
        return _refused(said, TOO_LARGE)
    try:
        return _one(name, archive.read(member))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError):
        return _refused(said, "is damaged in its ZIP. Make the ZIP again.")
    except Exception as error:  # zlib and lzma have errors of their own
        return _refused(said, f"could not be unpacked ({type(error).__name__}). Make the ZIP again.")


def _is_beside(name: str) -> bool:
    """What systems put beside the files."""
    path = PurePosixPath(name)
    return BESIDE[0] in path.parts or path.name.startswith(BESIDE)


def _refused(name: str, why: str) -> Arriving:
    return Arriving(short(name), b"", f"{short(name)} {why}")


def short(name: str) -> str:
    """A name as it is kept: its end says most."""
    clean = "".join(sign for sign in name if sign.isprintable())
    return clean if len(clean) <= LONGEST_NAME else f"…{clean[1 - LONGEST_NAME :]}"
