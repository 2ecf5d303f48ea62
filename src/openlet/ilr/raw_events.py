"""The events of an XML file with the bytes that each of them takes up."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from xml.parsers import expat

from openlet.ilr.opening import CHUNK, Source

BYTE_MARKS = (  # how a file in two-byte characters begins
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)


class What(Enum):
    """The kinds of events; ``OTHER`` is the declaration and what else is no content."""

    START = auto()
    END = auto()
    TEXT = auto()
    COMMENT = auto()
    INSTRUCTION = auto()
    OTHER = auto()


@dataclass(slots=True)
class Event:
    """One event. ``text`` is the name with its namespace before it, or the text; ``end`` is where the next begins."""

    what: What
    text: str
    start: int
    end: int = 0
    has_attributes: bool = False


class RawEvents:
    """The events of a well-formed file, in order. ``codec`` is how its bytes make characters, known from the first on.

    Characters in a row are one event, whatever way they are written (references, CDATA). ``take`` gets every byte of
    the file before the events in it come.
    """

    def __init__(self, source: Source, take: Callable[[bytes], object]) -> None:
        self.codec = "utf-8"
        self._source, self._take = source, take
        self._ready: deque[Event] = deque()
        self._open: Event | None = None  # its end is not known yet
        self._length = 0
        parser = self._parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = lambda name: self._event(What.END, name)
        parser.CharacterDataHandler = self._text
        parser.StartCdataSectionHandler = parser.EndCdataSectionHandler = self._text
        parser.CommentHandler = lambda text: self._event(What.COMMENT, text)
        parser.ProcessingInstructionHandler = lambda target, data: self._event(What.INSTRUCTION, target)
        parser.XmlDeclHandler = self._declaration
        parser.DefaultHandler = lambda text: self._event(What.OTHER, "")

    def __iter__(self) -> Iterator[Event]:
        """Yield each event once it is known where it ends."""
        ready = self._ready
        with self._source.open() as stream:
            while chunk := stream.read(CHUNK):
                if not self._length:
                    self.codec = next((name for mark, name in BYTE_MARKS if chunk.startswith(mark)), self.codec)
                self._length += len(chunk)
                self._take(chunk)
                self._parser.Parse(chunk, False)
                while ready:
                    yield ready.popleft()
            self._parser.Parse(b"", True)
        self._close(self._length)
        yield from ready

    def _event(self, what: What, text: str, has_attributes: bool = False) -> None:
        at = self._parser.CurrentByteIndex
        self._close(at)
        self._open = Event(what, text, at, has_attributes=has_attributes)

    def _close(self, at: int) -> None:
        if self._open is not None:
            self._open.end = at
            self._ready.append(self._open)
            self._open = None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._event(What.START, name, bool(attributes))

    def _text(self, text: str = "") -> None:
        if self._open is not None and self._open.what is What.TEXT:
            self._open.text += text
        else:
            self._event(What.TEXT, text)

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding is not None and self.codec == "utf-8":
            self.codec = encoding
        self._event(What.OTHER, "")
