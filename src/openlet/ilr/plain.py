"""The straight way through a file: records written as nearly all are, matched by patterns made from the year's layout.

A plain record has only elements that the year knows, each in its place, with a value that can be understood and is
written as OpenLET would write it. Nothing else is judged here: ``PlainRecords.read`` gives None, and the reader takes
the same bytes event by event, so that there is one judge of what is wrong with a file.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cache
from operator import getitem
from typing import Any, NamedTuple
from xml.parsers import expat

from openlet.ilr.opening import CHUNK
from openlet.ilr.records import RECORDS, Record
from openlet.spec.layout import REMEMBERED_TEXTS, Entity, Field, Value, layout, text_of
from openlet.spec.years import Year

TOP = (b"Learner", b"LearnerDestinationandProgression")
START = re.compile(rb"<(" + rb"|".join(sorted(TOP, reverse=True)) + rb")>")
LARGEST = 1 << 20  # bytes of a record beyond which it is not held in memory to be matched
LONGEST = 1000  # characters of a plain value: more than any field of the ILR allows
SPACE = r"[ \t\r\n]*+"
# No line ends in a value, so that lines are only counted between tags; no > since ]]> may not stand in XML.
VALUE = rf"([^<>&\x00-\x08\n-\x1f\ufffe\uffff]{{1,{LONGEST}}}+)"


class NotPlain(Exception):
    """Something that only the reader by events can judge."""


class Piece(NamedTuple):
    """A stretch of a file: a whole top record, as it seems, with the name of its entity; or anything else."""

    entity: bytes | None
    content: bytes


def pieces(chunks: Iterable[bytes]) -> Iterator[Piece]:
    """Cut a file before and behind its top records. Every piece but the first begins with a tag, if it can.

    What looks like a record may still lie in a comment, or be anything but well-formed.
    """
    held = b""
    for chunk in chunks:
        held += chunk
        at = 0
        for found in START.finditer(held):
            start, close = found.start(), b"</" + found[1] + b">"
            end = held.find(close, start)
            if end < 0:
                break
            if start < at:
                continue  # inside the record before
            if start > at:
                yield Piece(None, held[at:start])
            at = end + len(close)
            yield Piece(found[1], held[start:at])
        keep = _kept(held, at)
        if keep > at:
            yield Piece(None, held[at:keep])
        held = held[keep:]
    if held:
        yield Piece(None, held)


def _kept(held: bytes, at: int) -> int:
    """From where on to wait for more of the file: the start of a record, or the last tag."""
    found = START.search(held, at)
    start = found.start() if found is not None else held.rfind(b"<", at)
    return start if start >= 0 and len(held) - start < LARGEST else len(held)


class PlainRecords:
    """Reads the plain records of a file beside a parser, which is shown everything else.

    For what it is not shown the parser gets as many line ends and spaces (``passed``), so that its places stay right.
    """

    def __init__(self, parser: expat.XMLParserType) -> None:
        self._readers: dict[bytes, Callable[[bytes, int], Record | None]] = {}
        self._namespace: str | None = None  # the one without a prefix
        self._possible = True
        self._open = 0  # comments and the like that have begun and not ended
        self._line = 1  # of the next piece
        self._lines = self._columns = 0  # not shown to the parser yet
        parser.XmlDeclHandler = self._declared
        parser.StartNamespaceDeclHandler = self._names
        parser.CommentHandler = parser.ProcessingInstructionHandler = self._ended

    def begin(self, year: Year) -> None:
        """The root has been met. Only names without a prefix are plain."""
        self._readers = plain_records(year) if self._namespace == year.namespace else {}

    def read(self, piece: Piece) -> Record | None:
        """The record of a piece that stands right below the root, or None: then the parser has to see it."""
        read = self._readers.get(piece.entity) if piece.entity and self._is_clear(piece.content) else None
        record = read(piece.content, self._line) if read is not None else None
        if record is not None:
            self._pass(piece.content)
        return record

    def is_space(self, piece: Piece) -> bool:
        """Whether there is nothing but white space in a piece, which the parser need not see then."""
        space = not piece.content.strip(b" \t\r\n") and self._is_clear(piece.content)
        if space:
            self._pass(piece.content)
        return space

    def _is_clear(self, content: bytes) -> bool:
        """Whether no comment or the like is open. A carriage return alone leaves the whole rest to the parser."""
        if b"\r" in content and content.count(b"\r") != content.count(b"\r\n"):
            self._possible = False  # it ends a line, which would not be counted here
        return self._possible and not self._open

    def passed(self) -> Iterator[bytes]:
        """What stands for the pieces that the parser has not been shown."""
        for sign, count in ((b"\n", self._lines), (b" ", self._columns)):
            for _ in range(0, count, CHUNK):
                yield sign * min(count, CHUNK)
                count -= CHUNK
        self._lines = self._columns = 0

    def shown(self, content: bytes) -> None:
        """Take note of what the parser is shown."""
        self._is_clear(content)
        self._open += content.count(b"<!") + content.count(b"<?")
        self._line += content.count(b"\n")

    def _pass(self, content: bytes) -> None:
        lines = content.count(b"\n")
        self._line += lines
        self._columns = len(content[content.rfind(b"\n") + 1 :].decode()) + (0 if lines else self._columns)
        self._lines += lines

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        self._open -= 1
        self._possible &= encoding is None or encoding.lower() in ("utf-8", "utf8")

    def _names(self, prefix: str | None, namespace: str) -> None:
        if prefix is None and self._namespace is None:
            self._namespace = namespace

    def _ended(self, *_: str) -> None:
        self._open -= 1


class _Values(dict[str | None, Value | None]):
    """The values of the texts of one field; a text that is new is understood, or raises ``NotPlain``."""

    def __init__(self, field: Field | None) -> None:
        super().__init__({None: None})
        self.field = field

    def __missing__(self, text: str | None) -> Value:
        assert text is not None and self.field is not None
        value, fault = self.field.read(text)
        if fault is not None or value is None or text_of(value) != text:
            raise NotPlain
        if len(self) < REMEMBERED_TEXTS:
            self[text] = value
        return value


@dataclass(slots=True)
class _Below:
    """An entity inside another one."""

    name: str
    tag: str
    plain: "_Plain"
    single: bool
    required: bool
    most: int


@dataclass(slots=True)
class _Plain:
    """How a record of one entity is matched.

    ``head`` matches its start tag and its fields (for an entity that holds no others, its end tag too); ``groups`` are
    the groups of the record's fields, in the order of its class, and ``values`` their values.
    """

    record: type[Record]
    head: Callable[[str, int], "re.Match[str] | None"]
    groups: tuple[int, ...]
    values: tuple[_Values, ...]
    below: tuple[_Below, ...]
    tail: Callable[[str, int], "re.Match[str] | None"] | None


@cache
def plain_records(year: Year) -> dict[bytes, Callable[[bytes, int], Record | None]]:
    """For each top entity that a year has, what reads one of its records from its bytes, given its line."""
    made = {entity.name.encode(): _plain(entity) for entity in layout(year).entities()}
    return {name: _reader(made[name]) for name in TOP if name in made}


def _reader(plain: _Plain) -> Callable[[bytes, int], Record | None]:
    def read(content: bytes, line: int) -> Record | None:
        try:
            text = content.decode()
            record, end = _read(plain, text, 0, line)
        except (UnicodeDecodeError, NotPlain):
            return None
        return record if end == len(text) else None

    return read


def _plain(entity: Entity) -> _Plain:
    record = RECORDS[entity.name]
    known = {field.element: field for field in entity.fields() if not field.tolerated}
    numbers = {element: number for number, element in enumerate(known, 1)}
    never = len(known) + 1
    names = [one.name for one in fields(record)][len(fields(Record)) :]
    held = [name for name in names if name not in RECORDS]
    below = tuple(_below(child) for child in entity.entities())
    tail = f"</{entity.name}>{SPACE}"
    head = f"<{entity.name}>{SPACE}{''.join(map(_pattern, known.values()))}(?:(?!)(x))?" + ("" if below else tail)
    return _Plain(
        record,
        re.compile(head).match,
        tuple(numbers.get(name, never) for name in held),
        tuple(_Values(known.get(name)) for name in held),
        below,
        re.compile(tail).match if below else None,
    )


def _pattern(field: Field) -> str:
    return f"(?:<{field.element}>{VALUE}</{field.element}>{SPACE}){'' if field.required else '?+'}"


def _below(child: Entity) -> _Below:
    return _Below(child.name, f"<{child.name}>", _plain(child), child.max_occurs == 1, child.required, child.max_occurs)


def _read(plain: _Plain, text: str, at: int, line: int) -> tuple[Any, int]:
    """The record that starts at a place, and where it ends. Raises ``NotPlain``."""
    found = plain.head(text, at)
    if found is None or plain.tail is None:
        raise NotPlain
    record = plain.record(line, None, None, *map(getitem, plain.values, found.group(*plain.groups)))
    end = found.end()
    for below in plain.below:
        if text.startswith(below.tag, end):
            line += text.count("\n", at, end)
            at = end
            held, end = (_read_all if below.plain.tail is not None else _read_leaves)(below, text, at, line)
            setattr(record, below.name, held[0] if below.single else held)
        elif below.required:
            raise NotPlain
    closed = plain.tail(text, end)
    if closed is None:
        raise NotPlain
    return record, closed.end()


def _read_all(below: _Below, text: str, at: int, line: int) -> tuple[list[Any], int]:
    """The records of an entity that stand from a place on, one or more. Raises ``NotPlain``."""
    held = []
    end = at
    while text.startswith(below.tag, end):
        line += text.count("\n", at, end)
        at = end
        record, end = _read(below.plain, text, end, line)
        held.append(record)
    if len(held) > below.most:
        raise NotPlain
    return held, end


def _read_leaves(below: _Below, text: str, at: int, line: int) -> tuple[list[Any], int]:
    """The same of an entity that holds no others, which most records are of."""
    plain, held = below.plain, []
    head, made, values, groups = plain.head, plain.record, plain.values, plain.groups
    found = head(text, at)
    while found is not None:
        held.append(made(line, None, None, *map(getitem, values, found.group(*groups))))
        end = found.end()
        line += text.count("\n", at, end)
        at = end
        found = head(text, at)
    if not 0 < len(held) <= below.most:
        raise NotPlain
    return held, at
