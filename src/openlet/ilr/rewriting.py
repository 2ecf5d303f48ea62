"""Give an ILR file other values while every other byte of it stays: order, layout, line numbers, faults.

The file is gone through record by record. Whoever reads sets the new text of a ``Spot``; what is not set stays as it
is, byte for byte. Comments and processing instructions are not data: they keep their place and lose their text.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from xml.sax.saxutils import escape, quoteattr, unescape

from openlet.ilr.opening import Source
from openlet.ilr.raw_events import Event, RawEvents, What
from openlet.ilr.reading import heading
from openlet.spec.layout import XML_SPACE, Entity, Field, layout

ATTRIBUTE = re.compile(r"""\s([^\s=/>]+)\s*=\s*("[^"]*"|'[^']*')""")
LINE_END = re.compile("\r\n|\r|\n")
BLANKED = (What.COMMENT, What.INSTRUCTION)

_Node = Entity | Field | None  # None: an element that the layout does not have


class Kind(StrEnum):
    """What a text in a file is."""

    VALUE = "value"  # of a field of the year's layout
    STRAY = "stray text"  # where the layout has none, or in an element that it does not have
    ATTRIBUTE = "attribute"


@dataclass(slots=True)
class Spot:
    """One text of a file with its place in bytes. ``name`` is that of an attribute; ``new`` None: the text stays."""

    kind: Kind
    text: str
    start: int
    end: int
    field: Field | None = None
    name: str = ""
    new: str | None = None


@dataclass(slots=True)
class Passage:
    """A top record, such as Header or Learner, with what stands before it ("" for what stands after the last)."""

    record: str
    spots: list[Spot]

    def text(self, element: str) -> str | None:
        """The text of the first field of that name right below the record, or None."""
        path = f"Message/{self.record}/{element}"
        return next((spot.text for spot in self.spots if spot.field and spot.field.path == path), None)


class Rewriting:
    """One ILR file while it is rewritten: iterate for its passages; ``write`` gets the bytes of each as it is left.

    The file must be one that ``IlrFile`` reads to its end.
    """

    def __init__(self, source: Source, write: Callable[[bytes], object] = lambda content: None) -> None:
        self.source = source
        self.year = heading(source).year
        self._write = write
        self._held = bytearray()
        self._base = 0  # where in the file the first byte held stands
        self._events = RawEvents(source, self._held.extend)
        self._nodes: list[tuple[_Node, dict[str, _Node]]] = []
        self._blanked: list[Event] = []
        self._value: list[Event] = []  # the texts of the value that is open
        self._is_mixed = False  # an element stands in it, so that no value can be taken from it

    def __iter__(self) -> Iterator[Passage]:
        """Yield each passage; its spots may be given new texts until the next one is asked for."""
        spots: list[Spot] = []
        for event in self._events:
            if event.what is What.START:
                spots += self._attributes(event)
                self._enter(event.text)
            elif event.what is What.TEXT:
                spots += self._text(event)
            elif event.what in BLANKED:
                self._blanked.append(event)
            elif event.what is What.END:
                spots += self._leave()
                if len(self._nodes) == 1:
                    spots.sort(key=lambda spot: spot.start)
                    yield Passage(event.text.rpartition(" ")[2], spots)
                    self._pass_on(spots, event.end)
                    spots = []
        yield Passage("", spots)
        self._pass_on(spots, self._base + len(self._held))

    def _enter(self, name: str) -> None:
        node: _Node = layout(self.year)
        if self._nodes:
            above, children = self._nodes[-1]
            self._is_mixed = self._is_mixed or isinstance(above, Field)
            node = children.get(name)
        below = node.children if isinstance(node, Entity) else ()
        self._nodes.append((node, {f"{self.year.namespace} {_name_of(child)}": child for child in below}))

    def _leave(self) -> Iterator[Spot]:
        node, _ = self._nodes.pop()
        if not isinstance(node, Field):
            return
        texts, self._value = self._value, []
        if self._is_mixed:
            self._is_mixed = False
            yield from (_stray(text) for text in texts)
        elif texts:
            value = "".join(text.text for text in texts)
            yield Spot(Kind.VALUE, value, texts[0].start, texts[-1].end, node)

    def _text(self, event: Event) -> Iterator[Spot]:
        in_value = any(isinstance(node, Field) for node, _ in self._nodes[-1:])
        if in_value:
            self._value.append(event)
        elif event.text.strip(XML_SPACE):
            yield _stray(event)

    def _attributes(self, event: Event) -> Iterator[Spot]:
        """The attributes of a start tag, but for the namespaces that it declares."""
        if not event.has_attributes:
            return
        tag = self._characters(event.start, event.end)
        for found in ATTRIBUTE.finditer(tag):
            name, quoted = found.groups()
            if name != "xmlns" and not name.startswith("xmlns:"):
                start, end = (event.start + len(tag[:at].encode(self._events.codec)) for at in found.span(2))
                yield Spot(Kind.ATTRIBUTE, unescape(quoted[1:-1]), start, end, name=name)

    def _pass_on(self, spots: list[Spot], until: int) -> None:
        """Write what stands up to a place in the file, the spots with their new texts."""
        edits = [(spot.start, spot.end, self._written(spot)) for spot in spots if spot.new not in (None, spot.text)]
        edits += [(event.start, event.end, self._without_text(event)) for event in self._blanked]
        at = self._base
        for start, end, text in sorted(edits):
            if start >= at:  # not inside another one
                self._write(bytes(self._held[at - self._base : start - self._base]))
                self._write(text.encode(self._events.codec, "xmlcharrefreplace"))
                at = end
        self._write(bytes(self._held[at - self._base : until - self._base]))
        del self._held[: until - self._base]
        self._base, self._blanked = until, []

    def _written(self, spot: Spot) -> str:
        """The new text as it stands in the file; line ends that are lost stand behind it, to keep the line numbers."""
        new = spot.new or ""
        if spot.kind is Kind.ATTRIBUTE:
            return quoteattr(new)
        text = escape(new, {"\r": "&#13;"})
        lost = _line_ends(self._characters(spot.start, spot.end)) - _line_ends(text)
        lines = "\n" * lost
        return f"{text}<!--{lines}-->" if lines else text

    def _without_text(self, event: Event) -> str:
        lines = "\n" * _line_ends(self._characters(event.start, event.end))
        return f"<?{event.text}{lines}?>" if event.what is What.INSTRUCTION else f"<!--{lines}-->"

    def _characters(self, start: int, end: int) -> str:
        return self._held[start - self._base : end - self._base].decode(self._events.codec)


def _name_of(child: Entity | Field) -> str:
    return child.element if isinstance(child, Field) else child.name


def _stray(event: Event) -> Spot:
    return Spot(Kind.STRAY, event.text, event.start, event.end)


def _line_ends(text: str) -> int:
    return len(LINE_END.findall(text))
