"""Read a CSV file, whatever program wrote it: its encoding and its separator are found out."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from openlet.exchange.grid import MOST_COLUMNS, MOST_ROWS, Cell, Kind, Row
from openlet.ilr.opening import Unreadable

SEPARATORS = ",;\t|"
LONGEST_LINE = 4_000_000  # characters: all columns there may be, each with far more than any field holds
LOOKED_AT = 20  # rows, to find the separator
ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")  # what formulas end in that fail
WINDOWS = "cp1252"
_BYTE_ORDERS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class CsvSheet:
    """A CSV file as the only sheet of a book (see ``grid.Sheet``)."""

    hidden = False

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self.merged: list[str] = []
        self.hidden_rows = 0  # a CSV file does not say
        self.encoding, self._text = _decoded(name, content)
        _refuse_endless_line(name, self._text)
        self._separator = _separator(self._text)

    def rows(self) -> Iterator[Row]:
        """The rows with something in them, from the top. Raises ``Unreadable``."""
        reader = csv.reader(self._lines(), delimiter=self._separator, strict=True)
        number = filled = 0
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise Unreadable(
                    f"Row {number + 1} of {self.name} (line {line}) cannot be told into cells ({error}). Look at the "
                    "quotation marks there, or save the file as .xlsx."
                ) from None
            number += 1
            found = {column: _cell(text) for column, text in enumerate(cells) if text}
            if not found:
                continue
            filled += 1
            if filled > MOST_ROWS or max(found) >= MOST_COLUMNS:
                raise Unreadable(
                    f"{self.name} has more than {MOST_ROWS:,} rows or {MOST_COLUMNS:,} columns, which is too much to "
                    "read. Import it in parts."
                )
            yield Row(number, found)

    def _lines(self) -> StringIO:
        stream = StringIO(self._text, newline="")
        if self._text[:4].casefold() == "sep=":
            stream.readline()
        return stream


def _cell(text: str) -> Cell:
    """A cell; what stands where a formula failed is no value."""
    is_error = text in ERRORS or (text.startswith("Err:") and text[4:].isdigit())
    return Cell(text, Kind.UNKNOWN) if is_error else Cell(text)


def _decoded(name: str, content: bytes) -> tuple[str, str]:
    """The encoding and the text. A file is UTF-8 where it can be, else what Windows writes in Britain."""
    nothing = 0
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return encoding, text
        nothing = nothing or text.count("\n", 0, text.index("\0")) + 1
    if nothing:
        raise Unreadable(
            f"Line {nothing} of {name} holds a sign that no text has (NUL), so it is no CSV file or is damaged. In "
            "your spreadsheet program save it anew as CSV UTF-8, or as .xlsx."
        )
    raise Unreadable(
        f"{name} is not a text file in UTF-8 or in the encoding of Windows. In your spreadsheet program save it as "
        "CSV UTF-8, or as .xlsx."
    )


def _refuse_endless_line(name: str, text: str) -> None:
    """A line without an end would be told into cells as one row, in memory."""
    end, at = "\n" if "\n" in text else "\r", 0
    while len(text) - at > LONGEST_LINE:
        found = text.find(end, at, at + LONGEST_LINE + 1)
        if found < 0:
            raise Unreadable(
                f"{name} has a line of more than {LONGEST_LINE:,} characters, which is too much to read. Look whether "
                "it is the right file; save it anew as .xlsx if it is."
            )
        at = found + 1


def _encodings(content: bytes) -> tuple[str, ...]:
    if content[:2] in _BYTE_ORDERS:
        return ("utf-16",)
    first = content[:4]
    if len(first) == 4 and 0 in first and first != b"\0\0\0\0":  # UTF-16 without its mark: every other byte is 0
        if first[1] == first[3] == 0:
            return ("utf-16-le",)
        if first[0] == first[2] == 0:
            return ("utf-16-be",)
    return ("utf-8-sig", WINDOWS)


def _separator(text: str) -> str:
    """The sign between the cells: the one that tells most of the first rows into the same number of cells."""
    first = text[:5].casefold()
    if first[:4] == "sep=" and len(first) == 5 and first[4] in SEPARATORS:
        return text[4]
    return max(SEPARATORS, key=lambda separator: _evenness(text, separator))


def _evenness(text: str, separator: str) -> tuple[int, int]:
    """How many of the first rows have the usual number of cells, if that is more than one, and that number."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        widths = Counter(len(row) for row in islice(reader, LOOKED_AT) if row)
    except csv.Error:
        return 0, 0
    usual, rows = max(widths.items(), key=lambda one: (one[1], one[0]), default=(0, 0))
    return (rows, usual) if usual > 1 else (0, 0)
