"""Open a spreadsheet, whatever its format."""

from dataclasses import dataclass
from pathlib import PurePath

from openlet.exchange.csv_reading import WINDOWS, CsvSheet
from openlet.exchange.grid import LARGEST_FILE, MEGABYTE, Sheet
from openlet.exchange.xlsx_reading import XlsxBook
from openlet.ilr.opening import ZIP_MARKS, Source, Unreadable

TEXTS = (".csv", ".tsv", ".txt")
WORKBOOKS = (".xlsx", ".xlsm")
OTHERS = (".xls", ".xlsb", ".ods", ".numbers")
SPREADSHEETS = (*TEXTS, *WORKBOOKS, *OTHERS)
OLE = b"\xd0\xcf\x11\xe0"  # of old workbooks, and of new ones with a password
LOCKED = "EncryptedPackage".encode("utf-16-le")  # what the latter hold


@dataclass(frozen=True, slots=True)
class Book:
    """An open spreadsheet; ``notes`` are sentences on how it was read."""

    name: str
    sheets: list[Sheet]
    notes: list[str]


def is_spreadsheet(name: str) -> bool:
    """Whether a file is a spreadsheet by its name."""
    return name.lower().endswith(SPREADSHEETS)


def open_book(source: Source) -> Book:
    """Open a CSV file or a workbook. Raises ``Unreadable``."""
    content = source.whole()
    if len(content) > LARGEST_FILE:
        raise Unreadable(
            f"{source.name} has {len(content) / MEGABYTE:,.0f} MB, and {LARGEST_FILE / MEGABYTE:,.0f} MB is the most "
            "that can be read. Import it in parts."
        )
    if content[:4] == OLE:
        what = "locked with a password" if LOCKED in content else "a workbook of the old format .xls"
        raise Unreadable(
            f"{source.name} is {what}. Open it in your spreadsheet program, save it as .xlsx without a password and "
            "try again."
        )
    ending = PurePath(source.name).suffix.lower()
    if content[:4] in ZIP_MARKS and ending not in OTHERS:
        return Book(source.name, list(XlsxBook(source.name, content).sheets), [])
    if ending in (*OTHERS, *WORKBOOKS):
        raise Unreadable(
            f"{source.name} is not an .xlsx workbook. Open it in your spreadsheet program, save it as .xlsx and try "
            "again."
        )
    if not content.strip():
        raise Unreadable(f"{source.name} is empty. Check that it is the right file.")
    sheet = CsvSheet(source.name, content)
    notes = []
    if sheet.encoding == WINDOWS:
        notes.append(
            f"{source.name} is not in UTF-8; it was read in the encoding of Windows. Look whether names with accents "
            "are right; if not, save it as CSV UTF-8 or as .xlsx."
        )
    return Book(source.name, [sheet], notes)
