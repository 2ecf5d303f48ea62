"""Read an ILR file, one learner at a time, whatever its size.

The namespace decides the year, never the file name. What cannot be read at all raises ``Unreadable``; a value of the
wrong type or length, an unknown element or a wrong order becomes a ``Trouble`` with its line, and reading goes on.
"""

import zipfile
import zlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple
from xml.parsers import expat

from openlet.ilr.identifiers import is_ukprn
from openlet.ilr.opening import CHUNK, ZIP_CORRUPT, Source, Unreadable
from openlet.ilr.plain import Piece, PlainRecords, pieces
from openlet.ilr.records import (
    RECORDS,
    Header,
    Learner,
    LearnerDestinationandProgression,
    LearningProvider,
    Record,
)
from openlet.spec.layout import UNBOUNDED, XML_SPACE, Entity, Field, Value, layout, text_of
from openlet.spec.years import Year, how_to_switch_on, known_years, year_of_namespace

LONGEST_VALUE = 100_000  # characters; the longest field of the ILR has 100
LONGEST_MARKUP = 1_000_000  # bytes of one tag: the parser looks through it anew with each chunk, which would take hours
SCHEMA_HINTS = {
    "http://www.w3.org/2001/XMLSchema-instance schemaLocation",
    "http://www.w3.org/2001/XMLSchema-instance noNamespaceSchemaLocation",
}
NAMESPACE_MISMATCH = "Namespace Mismatch"  # official rule
NO_ELEMENTS = expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]
UNCLOSED_TOKEN = expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN]
UNDEFINED_ENTITY = expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]
TAG_MISMATCH = expat.errors.codes[expat.errors.XML_ERROR_TAG_MISMATCH]


class Trouble(NamedTuple):
    """Something in the file that the official schema refuses, at its line.

    ``kind``: a fault of ``spec.layout.Reading``, or "missing", "occurrences", "order", "unknown", "attribute",
    "text" (between elements) or "tolerated" (an element that our derived schema of the year lacks).
    ``text`` is the value found; for a record that is missing or returned too often, how many there are.
    ``trail``: the records from the learner (or other top record) down to the one concerned.
    """

    kind: str
    entity: str
    element: str
    line: int
    text: str
    trail: tuple[Record, ...]


class Item(NamedTuple):
    """One learner, or one destination and progression record, with what is wrong in its layout."""

    record: Learner | LearnerDestinationandProgression
    troubles: list[Trouble]


@dataclass(slots=True)
class _Child:
    element: str
    order: int
    bit: int
    single: bool
    field: Field | None
    node: "_Node | None"
    remembered: dict[str, Value]  # the texts of the field whose meaning is known already
    spoilt: bool = False  # returned twice, or with an element in its value: no value can be taken from it


@dataclass(slots=True)
class _Node:
    entity: Entity
    record: type[Record]
    children: dict[str, _Child] = field(default_factory=dict)
    required: int = 0
    limited: list[tuple[str, int]] = field(default_factory=list)


@cache
def _nodes(year: Year) -> _Node:
    return _node(layout(year), year.namespace)


def _node(entity: Entity, namespace: str) -> _Node:
    node = _Node(entity, RECORDS[entity.name])
    for order, child in enumerate(entity.children):
        bit = 1 << order
        if isinstance(child, Field):
            made = _Child(child.element, order, bit, child.max_occurs == 1, child, None, child.remembered)
        else:
            made = _Child(child.name, order, bit, child.max_occurs == 1, None, _node(child, namespace), {})
            if 1 < child.max_occurs < UNBOUNDED:
                node.limited.append((child.name, child.max_occurs))
        node.children[f"{namespace} {made.element}"] = made
        if child.required:
            node.required |= bit
    return node


class IlrFile:
    """One ILR file while it is read: iterate for its learners (and destinations), in the order of the file.

    ``year`` and ``header`` are known from the first item on (and after the last, for a file without learners).
    ``troubles`` are those of the file itself, outside any learner: complete after the last item.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.year: Year
        self.header: Header | None = None
        self.records: dict[str, Record] = {}  # Header, SourceFiles, LearningProvider
        self.troubles: list[Trouble] = []
        self._items: deque[Item] = deque()
        self._trail: list[tuple[_Node, Record, int, int]] = []
        self._node: _Node | None = None
        self._record: Record
        self._children: dict[str, _Child] = {}
        self._seen = 0
        self._last = -1
        self._field: _Child | None = None
        self._texts: list[str] = []  # the characters since the last tag
        self._kept_texts = 0
        self._skipped = 0
        self._given = 0  # bytes that the parser was shown
        self._busy = True  # before the root, inside a value, inside what is passed over
        self._found: list[Trouble] = []
        self._plain: PlainRecords

    def __iter__(self) -> Iterator[Item]:
        """Yield each learner and destination record. Raises ``Unreadable``."""
        parser = self._parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._texts.append
        parser.StartDoctypeDeclHandler = self._doctype
        self._plain = PlainRecords(parser)
        items = self._items
        with self.source.open() as stream:
            for piece in pieces(iter(lambda: _chunk(self.source, stream), b"")):
                if not self._take_plain(piece):
                    self._show(piece.content)
                while items:
                    yield items.popleft()
            self._show(b"", True)
        yield from items

    def _take_plain(self, piece: Piece) -> bool:
        """Read a piece without the parser: a plain record right below the root, or the space between two of them."""
        if self._busy or self._trail or (self._texts and "".join(self._texts).strip(XML_SPACE)):
            return False
        if piece.entity is None:
            return self._plain.is_space(piece)
        name = piece.entity.decode()
        child = self._children.get(f"{self.year.namespace} {name}")
        record = self._plain.read(piece) if child is not None and child.order >= self._last else None
        if child is None or record is None:
            return False
        self._last = child.order
        self._seen |= child.bit
        self._keep_for_the_file()
        self._deliver(name, record)
        return True

    def _show(self, content: bytes, final: bool = False) -> None:
        """Let the parser see a piece, and before it something for what it was not shown."""
        for passed in self._plain.passed():
            self._parse(passed, False)
            self._texts.clear()
        self._plain.shown(content)
        self._parse(content, final)
        if len(self._texts) > 1:
            self._not_too_long()

    def _parse(self, chunk: bytes, final: bool) -> None:
        self._given += len(chunk)
        try:
            self._parser.Parse(chunk, final)
        except expat.ExpatError as error:
            raise Unreadable(_sentence(self.source.name, error, self._node is not None)) from None
        except (ValueError, LookupError):  # an encoding that Python does not know
            raise Unreadable(
                f"{self.source.name} declares an encoding that is not known. Save it as UTF-8 and try again."
            ) from None

        if self._given - self._parser.CurrentByteIndex > LONGEST_MARKUP:
            raise self._refuse(
                f"a single tag, comment or instruction is longer than {LONGEST_MARKUP:,} characters, which no ILR file "
                "needs. Export the file again from your own system."
            )

    def _refuse(self, what: str, rule: str | None = None) -> Unreadable:
        return Unreadable(f"{self.source.name}, line {self._parser.CurrentLineNumber}: {what}", rule)

    def _doctype(self, *_: object) -> None:
        raise self._refuse(
            "it holds a DOCTYPE, which no ILR file may have (it can hide harmful content). "
            "Export the file again from your own system."
        )

    def _root(self, name: str) -> None:
        namespace, _, element = name.rpartition(" ")
        year = year_of_namespace(namespace)
        if element != "Message" or (year is None and "ILR" not in namespace):
            raise self._refuse(
                f"it starts with <{element[:60]}> in the namespace {namespace[:60] or '(none)'!r}, so it is not an ILR "
                "file. "
                "An ILR file starts with <Message> in a namespace such as ESFA/ILR/2023-24."
            )
        if year is None:
            raise self._refuse(
                how_to_switch_on(namespace)
                or f"its namespace {namespace[:60]!r} is not a year that this version knows ({known_years()}). "
                "Use a newer version, or export the file for one of these years.",
                NAMESPACE_MISMATCH,
            )
        self.year = year
        self._plain.begin(year)
        self._enter(_nodes(year))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        """A start tag. Every element of a file comes here, so the usual case is the straight way through."""
        if self._busy:
            self._start_unusual(name, attributes)
            return
        texts = self._texts
        if texts:
            if len(texts) > 1 or texts[0].strip(XML_SPACE):
                self._between()
            else:
                texts.clear()
        child = self._children.get(name)
        if child is None:
            self._skip(name)
            return
        if attributes:
            self._attributes(name, attributes)
        if child.order <= self._last:
            child = self._again(child)
        self._last = child.order
        self._seen |= child.bit
        if child.field is not None:
            self._field = child
            self._busy = True
        else:
            self._open(child.node)  # type: ignore[arg-type]

    def _start_unusual(self, name: str, attributes: dict[str, str]) -> None:
        """The root, an element inside one that is passed over, or an element inside a value."""
        if self._skipped:
            self._skipped += 1
        elif self._node is None:
            self._root(name)
            self._attributes(name, attributes)
            self._busy = False
        elif self._field is not None:
            self._skip(name)
            self._field = replace(self._field, remembered={}, spoilt=True)

    def _again(self, child: _Child) -> _Child:
        """An element that does not come after the one before: a repetition, or out of its place."""
        if child.order < self._last:
            self._trouble("order", child.element, "")
            child = replace(child, order=self._last)
        if self._seen & child.bit and child.single:
            self._trouble("occurrences", child.element, "" if child.field is not None else "2")
            child = replace(child, remembered={}, spoilt=True)
        return child

    def _skip(self, name: str) -> None:
        """Pass over an element that has no place here, with all that is in it."""
        self._trouble("unknown", name.rpartition(" ")[2], "")
        self._skipped = 1
        self._busy = True
        self._kept_texts = len(self._texts)

    def _between(self) -> None:
        """Between elements only white space may stand."""
        text = "".join(self._texts)
        self._texts.clear()
        stray = text.strip(XML_SPACE)
        if stray:
            after = text[text.index(stray) :].count("\n")  # the parser stands behind the text already
            self._trouble("text", "", stray, self._parser.CurrentLineNumber - after)

    def _not_too_long(self) -> None:
        if self._skipped:
            del self._texts[self._kept_texts :]
        if sum(map(len, self._texts)) > LONGEST_VALUE:
            raise self._too_long()

    def _too_long(self) -> Unreadable:
        where = f"the value of {self._field.element}" if self._field is not None else "the text between two elements"
        return self._refuse(
            f"{where} is longer than {LONGEST_VALUE:,} characters. Correct the value and export the file again."
        )

    def _open(self, node: _Node) -> None:
        assert self._node is not None
        if not self._trail:
            self._keep_for_the_file()
        self._trail.append((self._node, self._record, self._seen, self._last))
        self._enter(node)

    def _enter(self, node: _Node) -> None:
        self._node = node
        self._children = node.children
        self._record = node.record(self._parser.CurrentLineNumber)
        self._seen, self._last = 0, -1

    def _end(self, name: str) -> None:
        """An end tag: of a value, of an entity, or of what is passed over."""
        texts = self._texts
        child = self._field
        if child is None or self._skipped:
            self._end_unusual()
            return
        self._field = None
        self._busy = False
        text = texts[0] if len(texts) == 1 else "".join(texts)
        texts.clear()
        value = child.remembered.get(text)
        if value is None:
            self._unusual(child, text)
        else:
            setattr(self._record, child.element, value)

    def _end_unusual(self) -> None:
        if self._skipped:
            self._skipped -= 1
            if not self._skipped:
                del self._texts[self._kept_texts :]
                self._busy = self._field is not None
            return
        texts = self._texts
        if len(texts) > 1 or (texts and texts[0].strip(XML_SPACE)):
            self._between()
        else:
            texts.clear()
        self._close()

    def _unusual(self, child: _Child, text: str) -> None:
        """A text that is not one of those remembered as good."""
        record, field = self._record, child.field
        assert field is not None
        if len(text) > LONGEST_VALUE:
            self._field = child
            raise self._too_long()
        reading = field.read(text)
        value = reading.value
        kind = reading.fault or ("tolerated" if field.tolerated else None)
        if kind is not None:
            self._trouble(kind, field.element, text, self._parser.CurrentLineNumber - text.count("\n"))
        if child.spoilt or text == "":
            value = None
        if reading.fault is not None or value is None or text_of(value) != text:
            record.raw = record.raw or {}
            record.raw[field.element] = text
        setattr(record, field.element, value)

    def _close(self) -> None:
        node, record = self._node, self._record
        assert node is not None
        missing = node.required & ~self._seen
        if missing:
            for child in node.children.values():
                if child.bit & missing:
                    self._trouble("missing", child.element, "" if child.field is not None else "0", record.line)
        for name, most in node.limited:
            if len(getattr(record, name)) > most:
                self._trouble("occurrences", name, str(len(getattr(record, name))), record.line)
        if not self._trail:
            self._keep_for_the_file()
            self._busy = True  # behind the root
            return
        self._node, self._record, self._seen, self._last = self._trail.pop()
        self._children = self._node.children
        if self._trail:
            self._attach(node.entity, record)
        else:
            self._deliver(node.entity.name, record)

    def _attach(self, entity: Entity, record: Record) -> None:
        if entity.max_occurs == 1:
            setattr(self._record, entity.name, record)
        else:
            getattr(self._record, entity.name).append(record)

    def _deliver(self, name: str, record: Record) -> None:
        """A record right below Message is complete."""
        if isinstance(record, Learner | LearnerDestinationandProgression):
            self._items.append(Item(record, self._found))
            self._found = []
            return
        self._keep_for_the_file()
        self.records[name] = record
        if isinstance(record, Header):
            self.header = record

    def _keep_for_the_file(self) -> None:
        """What has been found so far lies outside any learner."""
        self.troubles += self._found
        self._found = []

    def _attributes(self, name: str, attributes: dict[str, str]) -> None:
        for attribute in attributes:
            if attribute not in SCHEMA_HINTS:
                self._trouble("attribute", name.rpartition(" ")[2], attribute.rpartition(" ")[2])

    def _trouble(self, kind: str, element: str, text: str, line: int | None = None) -> None:
        assert self._node is not None
        trail = (*(record for _, record, _, _ in self._trail), self._record)[1:]
        line = line or self._parser.CurrentLineNumber
        self._found.append(Trouble(kind, self._node.entity.name, element, line, text, trail))


@dataclass(frozen=True, slots=True)
class Heading:
    """What the head of a file says before any learner: its year, its header and its provider."""

    year: Year
    header: Header | None
    provider: LearningProvider | None = None


def heading(source: Source) -> Heading:
    """Read only as far as the first learner. Raises ``Unreadable``."""
    ilr = IlrFile(source)
    items = iter(ilr)
    next(items, None)
    items.close()  # type: ignore[attr-defined]
    provider = ilr.records.get("LearningProvider")
    return Heading(ilr.year, ilr.header, provider if isinstance(provider, LearningProvider) else None)


def provider_of(ilr: IlrFile) -> int:
    """The UKPRN of a file that has been read to its end, on which its header and the file agree.

    Raises ``Unreadable``: without it nobody knows whose learners these are.
    """
    provider = ilr.records.get("LearningProvider")
    maker = ilr.header.Source if ilr.header else None
    told = {one for one in (getattr(provider, "UKPRN", None), maker.UKPRN if maker else None) if one is not None}
    if len(told) != 1 or not isinstance(provider, LearningProvider) or not is_ukprn(next(iter(told))):
        raise Unreadable(
            f"{ilr.source.name} does not say whose learners these are: the UKPRN in its header and in LearningProvider "
            "must be the same number of eight figures. Correct it in the system that made the file."
        )
    return told.pop()


def _chunk(source: Source, stream: object) -> bytes:
    try:
        return stream.read(CHUNK)  # type: ignore[attr-defined, no-any-return]
    except Exception as error:  # a ZIP damaged inside, a disk error
        raise Unreadable(
            f"{source.name} is damaged and could not be read to its end ({error}). Make or copy the file again.",
            ZIP_CORRUPT if isinstance(error, zipfile.BadZipFile | zlib.error) else None,
        ) from None


def _sentence(name: str, error: expat.ExpatError, begun: bool) -> str:
    place = f"{name}, line {error.lineno}"
    if error.code == NO_ELEMENTS and not begun:
        return (
            f"{place}: the file is empty or was cut off before its first element. Export it again and check its size."
        )
    if error.code in (NO_ELEMENTS, UNCLOSED_TOKEN):
        return f"{place}: the file ends in the middle, so part of it is missing. Export it again and check its size."
    if error.code == UNDEFINED_ENTITY:
        return f"{place}: it uses an entity (&…;) that XML does not know. Write & as &amp; and export it again."
    if error.code == TAG_MISMATCH:
        return f"{place}: an element is closed that was not open (mismatched tag). Export the file again."
    return (
        f"{place}, column {error.offset + 1}: it is not well-formed XML ({expat.ErrorString(error.code)}). "
        "Look there for a stray <, & or control character, or for a letter that is not in the file's encoding (UTF-8 "
        "if it names none); or export the file again."
    )
