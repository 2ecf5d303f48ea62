"""A large ILR file in parts, each of which can be read by itself, at once with the others.

A part is the head of the file (all before the first learner), a stretch of learners, and the end tag of the root. Where
the parts lie is guessed from the bytes; reading them proves the guess, part by part: the first begins where the file
does, and a part that ends well-formed with the root's end tag has left the root open and nothing in it, so the next one
begins right below the root, as it is read. What does not come out so (``NotAlike``) has to be read as a whole.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cache
from typing import BinaryIO

from openlet.ilr.opening import CHUNK, Source, Unreadable
from openlet.ilr.reading import IlrFile, Item
from openlet.ilr.records import RECORDS, LearnerDestinationandProgression, Record

LEARNER, DESTINATION, END = b"<Learner>", b"<LearnerDestinationandProgression>", b"</Message>"
LONGEST_HEAD = 1 << 20  # bytes
DECLARED = b"encoding"
UTF_8 = (b'encoding="utf-8"', b"encoding='utf-8'")


class NotAlike(Exception):
    """Reading the parts might not be as reading the whole."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a part begins: its first byte, and how many lines end before it."""

    start: int
    lines: int


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where the parts of learners begin, the first right after the head; ``rest``: where destination records begin."""

    learners: tuple[Cut, ...]
    rest: Cut | None


@dataclass(frozen=True, slots=True)
class PartOf(Source):
    """A part of a file as a file. ``until`` is the first byte that is no longer of it, None at the file's end."""

    head: int = 0
    start: int = 0
    until: int | None = None

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The bytes of the part. Raises ``Unreadable``."""
        with Source.open(self) as stream:
            yield _Part(stream, self)  # type: ignore[misc]


def cuts_of(source: Source, part: int) -> Cuts | None:
    """Where to cut a file into parts of about so many bytes; None where that is not possible. Raises ``Unreadable``."""
    with source.open() as stream:
        return _Search(part).cuts(stream)


class PartItems:
    """The learners of a part, or its destination records, with the lines of the whole file. Raises ``NotAlike``."""

    def __init__(self, source: Source, cuts: Cuts, number: int | None) -> None:
        """``number`` is the part of learners, from 0; None: the destination records."""
        starts = [*cuts.learners, *([cuts.rest] if cuts.rest else [])]
        at = len(cuts.learners) if number is None else number
        self._is_rest = number is None
        self._lines = starts[at].lines - starts[0].lines
        until = starts[at + 1].start if at + 1 < len(starts) else None
        self._file = IlrFile(
            PartOf(source.name, source.path, source.content, source.members, starts[0].start, starts[at].start, until)
        )

    def __iter__(self) -> Iterator[Item]:
        try:
            for item in self._file:
                if isinstance(item.record, LearnerDestinationandProgression) is not self._is_rest:
                    raise NotAlike
                yield self._in_its_place(item) if self._lines else item
        except Unreadable:
            raise NotAlike from None
        if any(not (self._is_rest and trouble[:3] == NO_LEARNER) for trouble in self._file.troubles):
            raise NotAlike

    def _in_its_place(self, item: Item) -> Item:
        _shift(item.record, self._lines)
        return Item(item.record, [one._replace(line=one.line + self._lines) for one in item.troubles])


NO_LEARNER = ("missing", "Message", "Learner")  # of the part that holds the destination records


def _shift(record: Record, lines: int) -> None:
    if record.line is not None:
        record.line += lines
    for name in _below()[type(record).__name__]:
        held = getattr(record, name)
        for one in held if isinstance(held, list) else [held] if held is not None else []:
            _shift(one, lines)


@cache
def _below() -> dict[str, tuple[str, ...]]:
    """Of each entity those that it holds."""
    return {name: tuple(one.name for one in fields(kind) if one.name in RECORDS) for name, kind in RECORDS.items()}


class _Search:
    """Looks for the cuts while the bytes go by."""

    def __init__(self, part: int) -> None:
        self.part = part
        self.learners: list[Cut] = []
        self.rest: Cut | None = None

    def cuts(self, stream: BinaryIO) -> Cuts | None:
        held, at, lines = b"", 0, 0  # what is held begins at a byte, before which so many lines end
        while chunk := stream.read(CHUNK):
            held += chunk
            if (at == 0 and not _is_utf_8(held)) or _ends_lines_otherwise(held):
                return None
            self._look(held, at, lines)
            if self.rest is not None:
                break
            if not self.learners and at > LONGEST_HEAD:
                return None
            keep = len(held) - len(DESTINATION)
            if keep > 0:
                at, lines, held = at + keep, lines + held.count(b"\n", 0, keep), held[keep:]
        return Cuts(tuple(self.learners), self.rest) if len(self.learners) > 1 else None

    def _look(self, held: bytes, at: int, lines: int) -> None:
        rest = held.find(DESTINATION)
        while True:
            wanted = self.learners[-1].start + self.part if self.learners else 0
            found = held.find(LEARNER, max(wanted - at, 0))
            if found < 0 or 0 <= rest < found:
                break
            self.learners.append(Cut(at + found, lines + held.count(b"\n", 0, found)))
        if rest >= 0 and self.learners:
            self.rest = Cut(at + rest, lines + held.count(b"\n", 0, rest))


def _is_utf_8(start: bytes) -> bool:
    """Whether a file says that it is in UTF-8, or nothing."""
    head = start[:200].lower().split(b"?>")[0]
    return b"\0" not in head and (DECLARED not in head or any(one in head.replace(b" ", b"") for one in UTF_8))


def _ends_lines_otherwise(held: bytes) -> bool:
    """Whether a line may end in a carriage return alone."""
    return b"\r" in held and held.count(b"\r") != held.count(b"\r\n") + held.endswith(b"\r")


class _Part:
    """The bytes of a part: the head, the stretch in the chunks in which the whole would be read, the root's end."""

    def __init__(self, stream: BinaryIO, of: PartOf) -> None:
        self._stream, self._of = stream, of
        self._at = of.start
        self._before = stream.read(of.head) if of.start else b""
        if of.start:
            stream.seek(of.start)
        self._after = END if of.until is not None else b""

    def read(self, most: int) -> bytes:
        """The next bytes."""
        if self._before:
            self._before, first = b"", self._before
            return first
        until = (self._at // most + 1) * most
        until = until if self._of.until is None else min(until, self._of.until)
        chunk = self._stream.read(until - self._at) if until > self._at else b""
        self._at += len(chunk)
        if not chunk:
            self._after, chunk = b"", self._after
        return chunk
