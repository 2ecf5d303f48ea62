"""Read an .xlsx workbook row by row with the standard library: no macro, no link and no formula of it is ever run.

Libraries were tried and left: python-calamine ends the whole program on a sheet with one cell in its last corner, and
gives errors in cells as empty ones; openpyxl takes over twice as long and changes some texts (docs/architecture.md).
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from xml.parsers import expat

from openlet.exchange.grid import (
    LARGEST_UNPACKED,
    LONGEST_TEXT,
    MEGABYTE,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    Kind,
    Row,
    column_of,
    letters,
)
from openlet.exchange.number_formats import Format, Look, format_of, shown
from openlet.ilr.opening import CHUNK, ENCRYPTED, Unreadable

MAIN = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
RELATED = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
TO_WORKBOOK, TO_STRINGS, TO_STYLES = "/officeDocument", "/sharedStrings", "/styles"
PLAIN = Format(Look.PLAIN)
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_FIGURES = "0123456789"

Attributes = dict[str, str]
Start = Callable[[str, Attributes], None]


class XlsxSheet:
    """One sheet of a workbook (see ``grid.Sheet``)."""

    def __init__(self, book: "XlsxBook", name: str, part: str, hidden: bool) -> None:
        self.name, self.hidden = name, hidden
        self.merged: list[str] = []
        self.hidden_rows = 0
        self._book, self._part = book, part

    def rows(self) -> Iterator[Row]:
        """The rows with something in them, from the top. Raises ``Unreadable``."""
        parser = _SheetParser(self._book, self.name)
        with self._book.readable(), self._book.archive.open(self._part) as stream:
            while chunk := stream.read(CHUNK):
                parser.feed(chunk)
                yield from parser.taken()
            parser.feed(b"", True)
            yield from parser.taken()
        self.merged, self.hidden_rows = parser.merged, parser.hidden_rows


class XlsxBook:
    """An open workbook. Raises ``Unreadable`` where it is none, is locked, or is too large."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self.since_1904 = False
        self.strings: list[str] = []
        self.formats: list[Format] = []
        self.sheets: list[XlsxSheet] = []
        with self.readable():
            self.archive = zipfile.ZipFile(BytesIO(content))
            self._refuse_locked_and_large()
            workbook = self._related("").get(TO_WORKBOOK, ["xl/workbook.xml"])[0]
            related = self._related(workbook)
            for part in related.get(TO_STRINGS, ()):
                self.strings = _strings(self, part)
            for part in related.get(TO_STYLES, ()):
                self.formats = _formats(self, part)
            self._open_sheets(workbook)

    def _refuse_locked_and_large(self) -> None:
        members = self.archive.infolist()
        if any(member.flag_bits & ENCRYPTED for member in members):
            raise Unreadable(f"{self.name} is locked with a password. Save it without one and try again.")
        unpacked = sum(member.file_size for member in members)
        if unpacked > LARGEST_UNPACKED:
            raise Unreadable(
                f"{self.name} holds {unpacked / MEGABYTE:,.0f} MB when it is unpacked, and "
                f"{LARGEST_UNPACKED / MEGABYTE:,.0f} MB is the most that can be read. Import it in parts."
            )

    @contextmanager
    def readable(self) -> Iterator[None]:
        """Put what may go wrong while a workbook is read into one sentence."""
        try:
            yield
        except (zipfile.BadZipFile, zlib.error, EOFError):
            raise Unreadable(
                f"{self.name} is cut off or damaged, so it cannot be read. Fetch it again, or open it in your "
                "spreadsheet program, save it anew as .xlsx and try again."
            ) from None
        except (KeyError, NotImplementedError, ValueError, IndexError):
            raise Unreadable(
                f"{self.name} is not built as a workbook is, so it cannot be read. Open it in your spreadsheet "
                "program, save it anew as .xlsx and try again."
            ) from None
        except expat.ExpatError as error:
            raise Unreadable(
                f"{self.name} is damaged ({expat.ErrorString(error.code)}). Open it in your spreadsheet program, "
                "save it "
                "anew as .xlsx and try again."
            ) from None

    def parse(self, part: str, start: Start, end: Callable[[str], None], text: Callable[[str], None]) -> None:
        """Read a part of the workbook."""
        parser = new_parser(self.name)
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
        with self.archive.open(part) as stream:
            while chunk := stream.read(CHUNK):
                parser.Parse(chunk)
            parser.Parse(b"", True)

    def _related(self, part: str) -> dict[str, list[str]]:
        """The parts that a part names, by the end of their type, and by id with ``#`` in front."""
        folder, file = posixpath.split(part)
        found: dict[str, list[str]] = {}

        def start(name: str, attributes: Attributes) -> None:
            if name.endswith(" Relationship") and attributes.get("TargetMode") != "External":
                target = attributes["Target"]
                path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                found.setdefault("/" + attributes["Type"].rpartition("/")[2], []).append(path)
                found[f"#{attributes['Id']}"] = [path]

        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        if relations in self.archive.namelist():
            self.parse(relations, start, _nothing, _nothing)
        return found

    def _open_sheets(self, workbook: str) -> None:
        related = self._related(workbook)

        def start(name: str, attributes: Attributes) -> None:
            if name in _named("workbookPr"):
                self.since_1904 = attributes.get("date1904", "0") in ("1", "true")
            elif name in _named("sheet"):
                key = next(attributes[f"{space} id"] for space in RELATED if f"{space} id" in attributes)
                hidden = attributes.get("state", "visible") != "visible"
                part = related[f"#{key}"][0]
                if "/worksheets/" in f"/{part}":  # not a sheet that is only a chart
                    self.sheets.append(XlsxSheet(self, attributes["name"], part, hidden))

        self.parse(workbook, start, _nothing, _nothing)
        if not self.sheets:
            raise Unreadable(f"{self.name} has no sheet in it. Check that it is the right file.")


def new_parser(name: str) -> expat.XMLParserType:
    """A parser with the names of spaces in front, that refuses a document type of its own."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise Unreadable(f"{name} declares a document type, which no workbook needs. Save it anew as .xlsx.")

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _nothing(*_: object) -> None:
    pass


def _named(name: str) -> tuple[str, ...]:
    return tuple(f"{space} {name}" for space in MAIN)


def _strings(book: XlsxBook, part: str) -> list[str]:
    """The texts that the cells refer to."""
    found: list[str] = []
    texts: list[str] = []
    item, text, spoken = _named("si"), _named("t"), _named("rPh")
    state = {"text": False, "spoken": False}
    longest = [0]

    def start(name: str, _: Attributes) -> None:
        if name in text:
            state["text"] = not state["spoken"]
        elif name in spoken:
            state["spoken"] = True
        elif name in item:
            texts.clear()
            longest[0] = 0

    def end(name: str) -> None:
        if name in text:
            state["text"] = False
        elif name in spoken:
            state["spoken"] = False
        elif name in item:
            found.append(_unescaped("".join(texts)))

    def characters(more: str) -> None:
        if state["text"]:
            texts.append(more)
            longest[0] += len(more)
            if longest[0] > LONGEST_TEXT:
                raise too_long("A cell", book.name)

    book.parse(part, start, end, characters)
    return found


def too_long(place: str, name: str) -> Unreadable:
    """The refusal of a cell with more in it than any spreadsheet program puts there."""
    return Unreadable(
        f"{place} of {name} has more than {LONGEST_TEXT:,} characters in it, which is too much to read. Look whether "
        "something was pasted there by mistake, and take it out."
    )


def _unescaped(text: str) -> str:
    """A text with its ``_x000D_`` as the signs that they stand for (ECMA-376, ST_Xstring)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _formats(book: XlsxBook, part: str) -> list[Format]:
    """How each style shows numbers."""
    codes: dict[int, str] = {}
    found: list[Format] = []
    inside = False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal inside
        if name in _named("numFmt"):
            codes[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif name in _named("cellXfs"):
            inside = True
        elif inside and name in _named("xf"):
            number = int(attributes.get("numFmtId", "0"))
            found.append(format_of(number, codes.get(number)))

    def end(name: str) -> None:
        nonlocal inside
        inside = inside and name not in _named("cellXfs")

    book.parse(part, start, end, _nothing)
    return found


class _SheetParser:
    """Makes rows out of the XML of a sheet, as it comes."""

    def __init__(self, book: XlsxBook, name: str) -> None:
        self.merged: list[str] = []
        self.hidden_rows = 0
        self._book, self._name = book, name
        self._is_hidden = False
        self._length = 0
        self._ready: list[Row] = []
        self._cells: dict[int, Cell] = {}
        self._row, self._column = 0, -1
        self._rows = self._filled = 0
        self._type, self._style = "n", 0
        self._value = ""
        self._has_formula = self._spoken = self._collects = False
        self._texts: list[str] = []
        self._columns: dict[str, int] = {}
        starts: dict[str, Callable[[Attributes], None]] = {
            "row": self._start_row, "c": self._start_cell, "v": self._collect, "t": self._collect,
            "f": self._start_formula, "rPh": self._start_spoken, "mergeCell": self._merge,
        }  # fmt: skip
        ends: dict[str, Callable[[], None]] = {
            "row": self._end_row, "c": self._end_cell, "v": self._end_value, "t": self._end_text,
            "rPh": self._end_spoken,
        }  # fmt: skip
        self._starts = {full: do for name, do in starts.items() for full in _named(name)}
        self._ends = {full: do for name, do in ends.items() for full in _named(name)}
        self._parser = new_parser(book.name)
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._start, self._end
        self._parser.CharacterDataHandler = self._characters

    def feed(self, chunk: bytes, is_last: bool = False) -> None:
        self._parser.Parse(chunk, is_last)

    def taken(self) -> list[Row]:
        """The rows that are complete and were not taken yet."""
        ready, self._ready = self._ready, []
        return ready

    def _start(self, name: str, attributes: Attributes) -> None:
        do = self._starts.get(name)
        if do is not None:
            do(attributes)

    def _end(self, name: str) -> None:
        do = self._ends.get(name)
        if do is not None:
            do()

    def _characters(self, text: str) -> None:
        if self._collects:
            self._texts.append(text)
            self._length += len(text)
            if self._length > LONGEST_TEXT:
                raise too_long(
                    f"The cell {letters(self._column)}{self._row} of the sheet {self._name}", self._book.name
                )

    def _start_row(self, attributes: Attributes) -> None:
        self._row = int(attributes.get("r", self._row + 1))
        self._is_hidden = attributes.get("hidden", "0") in ("1", "true")
        self._column, self._cells = -1, {}

    def _end_row(self) -> None:
        if not self._cells:
            return
        self._rows += 1
        self.hidden_rows += self._is_hidden
        if self._rows > MOST_ROWS:
            raise self._too_much(f"{MOST_ROWS:,} rows")
        self._ready.append(Row(self._row, self._cells))

    def _start_cell(self, attributes: Attributes) -> None:
        place = attributes.get("r")
        if place is None:
            self._column += 1
        else:
            name = place.rstrip(_FIGURES)
            column = self._columns.get(name)
            if column is None:
                column = self._columns[name] = column_of(name)
            self._column = column
        self._type, self._style = attributes.get("t", "n"), int(attributes.get("s", "0"))
        self._has_formula, self._value, self._length = False, "", 0
        self._texts.clear()

    def _collect(self, _: Attributes) -> None:
        self._collects = not self._spoken

    def _start_formula(self, _: Attributes) -> None:
        self._has_formula = True

    def _start_spoken(self, _: Attributes) -> None:
        self._spoken = True

    def _end_spoken(self) -> None:
        self._spoken = False

    def _merge(self, attributes: Attributes) -> None:
        self.merged.append(attributes["ref"])

    def _end_value(self) -> None:
        self._collects = False
        self._value = "".join(self._texts)
        self._texts.clear()

    def _end_text(self) -> None:
        self._collects = False

    def _end_cell(self) -> None:
        cell = self._cell()
        if cell is None or not cell.text:
            return
        if self._column >= MOST_COLUMNS:
            raise self._too_much(f"{MOST_COLUMNS:,} columns (something stands in {letters(self._column)}{self._row})")
        self._filled += 1
        if self._filled > MOST_CELLS:
            raise self._too_much(f"{MOST_CELLS:,} filled cells")
        self._cells[self._column] = cell

    def _cell(self) -> Cell | None:
        kind, value = self._type, self._value
        if kind == "s":
            return Cell(self._book.strings[int(value)]) if value else None
        if kind == "inlineStr":
            return Cell(_unescaped("".join(self._texts)))
        if kind == "str":
            return Cell(_unescaped(value))
        if not value.strip():
            return Cell("a formula that was not worked out", Kind.UNKNOWN) if self._has_formula else None
        if kind == "n":
            formats = self._book.formats
            format_ = formats[self._style] if formats else PLAIN
            return shown(value.strip(), format_, self._book.since_1904)
        if kind == "e":
            return Cell(value, Kind.UNKNOWN)
        if kind == "b":
            return Cell("TRUE" if value.strip() == "1" else "FALSE")
        return Cell(value.strip().removesuffix("T00:00:00"), Kind.DATE)  # an ISO date ("d")

    def _too_much(self, what: str) -> Unreadable:
        return Unreadable(
            f"The sheet {self._name} of {self._book.name} has more than {what}, which is too much to read. Copy the "
            "learners into a sheet of their own, or import them in parts."
        )
