"""Load a reference file: check its columns, keep what the rules need, ready to be looked up.

A kind is kept as one small database in the folder ``reference`` of the user's data folder. It appears only when it is
whole; a file that cannot be understood changes nothing.
"""

import codecs
import csv
import hashlib
import io
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import IO, TextIO

from openlet.reference.kinds import Column, Kind, Table

FOLDER = "reference"
ENCODINGS = ("utf-8-sig", "cp1252")
DATE_FORMS = ("%d/%m/%Y", "%d %b %Y", "%d-%b-%Y", "%d %B %Y", "%Y%m%d")
CHUNK = 1 << 20
ONLY_MY_FILE = 0o600


class WrongReference(Exception):
    """A reference file that cannot be used; the text says what is wrong with it, then what to do."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded: the kind, the files it came from, and the rows of each table."""

    kind: str
    source: str
    sha256: str
    rows: dict[str, int]


def place_of(folder: Path, kind: str) -> Path:
    """Where a kind is kept, in the user's data folder."""
    return folder / FOLDER / f"{kind}.sqlite3"


def load(kind: Kind, files: Iterable[Path], folder: Path) -> Loaded:
    """Load a kind from CSV files or ZIPs of them, instead of what was loaded before. Raises ``WrongReference``."""
    paths = list(files)
    for path in paths:
        if not path.is_file():
            raise WrongReference(f"{path} was not found. Check the name and the folder.")
    place = place_of(folder, kind.name)
    part = place.with_suffix(".part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.unlink(missing_ok=True)
        part.touch(ONLY_MY_FILE)
        with closing(sqlite3.connect(part)) as database:
            loaded = _fill(database, kind, paths)
        part.replace(place)
    except (OSError, sqlite3.Error) as error:
        raise WrongReference(
            f"{kind.name} could not be kept in {place.parent} ({error}). Look at the folder."
        ) from None
    finally:
        part.unlink(missing_ok=True)
    return loaded


def _fill(database: sqlite3.Connection, kind: Kind, paths: list[Path]) -> Loaded:
    counts = {table.name: 0 for table in kind.tables}
    for table in kind.tables:
        columns = ", ".join(f'"{column.name}" TEXT' for column in table.columns)
        database.execute(f'CREATE TABLE "{table.name}" ({columns})')
    held: set[str] = set()
    for name, opener in _csv_files(paths):
        of = _table_of(kind, name)
        if of is not None:
            with _text(name, opener) as text:
                counts[of.name] += _fill_table(database, of, name, text, held)
    missing = [name for name, count in counts.items() if not count]
    if missing:
        raise WrongReference(_without_rows(kind, paths, missing))
    for table in kind.tables:
        database.execute(f'CREATE INDEX "of {table.name}" ON "{table.name}" ("{table.columns[0].name}")')
    source, digest = _named(paths), _sha256(paths)
    database.execute("CREATE TABLE about (source TEXT, sha256 TEXT)")
    database.execute("INSERT INTO about VALUES (?, ?)", (source, digest))
    database.execute("CREATE TABLE held (name TEXT)")
    database.executemany("INSERT INTO held VALUES (?)", [(name,) for name in sorted(held)])
    database.commit()
    return Loaded(kind.name, source, digest, counts)


def _fill_table(database: sqlite3.Connection, table: Table, name: str, text: TextIO, held: set[str]) -> int:
    """Put the rows of one file into its table; the columns that the file has are noted in ``held``."""
    reader = csv.reader(text)
    heading = next(reader, [])
    places = [_place(heading, column) for column in table.columns]
    lacking = [column for column, at in zip(table.columns, places, strict=True) if at is None and column.needed]
    if lacking:
        raise WrongReference(
            f"{name} has no column {' and no column '.join(column.name for column in lacking)}. Its columns are: "
            f"{', '.join(heading) or 'none'}. Load {_wanted(table)}."
        )
    held |= {f"{table.name}.{column.name}" for column, at in zip(table.columns, places, strict=True) if at is not None}
    rows = _rows(reader, table, places, name)
    marks = ", ".join("?" * len(places))
    return database.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows).rowcount


def _rows(
    reader: Iterable[list[str]], table: Table, places: list[int | None], name: str
) -> Iterator[tuple[str | None, ...]]:
    for line, row in enumerate(reader, 2):
        if not any(row):
            continue
        try:
            values = tuple(
                None if at is None or at >= len(row) else _value(column, row[at])
                for column, at in zip(table.columns, places, strict=True)
            )
        except ValueError as error:
            raise WrongReference(f"{name}, line {line}: {error}. Correct it, or load the file as published.") from None
        if values[0] is not None:
            yield values


def _value(column: Column, text: str) -> str | None:
    """A value as it is kept, None where blank. Raises ``ValueError`` with what is wrong."""
    stripped = text.strip()
    if not stripped or stripped.upper() == "NULL":
        return None
    if column.form == "date":
        return _date(column, stripped).isoformat()
    if column.form in ("key", "postcode"):
        return key_of(stripped, column.form)
    return stripped.upper()[:1] if column.form == "flag" else stripped


def key_of(text: str, form: str = "key") -> str:
    """A key as it is compared: in capitals; a postcode without blanks, a whole number without leading noughts."""
    if form == "postcode":
        return "".join(text.split()).upper()
    return str(int(text)) if text.isascii() and text.isdigit() else text.strip().upper()


def _date(column: Column, text: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        for form in DATE_FORMS:
            try:
                return datetime.strptime(text.split(" 00:00")[0], form).date()
            except ValueError:
                continue
    raise ValueError(f"{column.name} is {text[:30]!r}, which is not a date")


def _place(heading: list[str], column: Column) -> int | None:
    """Where a column stands; its names are compared without case and blanks."""
    plain = ["".join(name.split()).casefold() for name in heading]
    wanted = ("".join(name.split()).casefold() for name in column.names)
    return next((plain.index(name) for name in wanted if name in plain), None)


def _table_of(kind: Kind, name: str) -> Table | None:
    """The table that a file holds: by its name, or the only one there is."""
    if len(kind.tables) == 1:
        return kind.tables[0]
    stem = Path(name).stem.casefold()
    return next((table for table in kind.tables if table.name.casefold() == stem), None)


def _csv_files(paths: list[Path]) -> Iterator[tuple[str, Callable[[], IO[bytes]]]]:
    """The name of each CSV file given, also of those in ZIPs, and how to open it."""
    for path in paths:
        try:
            if not zipfile.is_zipfile(path):
                yield path.name, _opener(path)
                continue
            with zipfile.ZipFile(path) as archive:
                for member in archive.infolist():
                    if member.filename.lower().endswith(".csv"):
                        yield member.filename, partial(archive.open, member)
        except (OSError, zipfile.BadZipFile, RuntimeError) as error:
            raise WrongReference(f"{path} could not be read ({error}). Check the name, or download it again.") from None


def _opener(path: Path) -> Callable[[], IO[bytes]]:
    return lambda: path.open("rb")


def _text(name: str, opener: Callable[[], IO[bytes]]) -> TextIO:
    """The text of a file, in the first encoding in which all of it can be read."""
    for encoding in ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with opener() as content:
                while chunk := content.read(CHUNK):
                    decoder.decode(chunk)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return io.TextIOWrapper(opener(), encoding=encoding, newline="")
    raise WrongReference(f"{name} is not text. Load a CSV file, or a ZIP of CSV files.")


def _without_rows(kind: Kind, paths: list[Path], missing: list[str]) -> str:
    if len(kind.tables) == 1:
        return f"{_named(paths)} holds no row. Load {_wanted(kind.tables[0])}."
    files = ", ".join(f"{table.name}.csv" for table in kind.tables)
    return (
        f"{_named(paths)} holds no row of {', '.join(missing)}. Load {kind.name} as published: a ZIP with {files} in "
        "it, or these files."
    )


def _wanted(table: Table) -> str:
    columns = ", ".join(column.name for column in table.columns if column.needed)
    return f"a CSV file with the columns {columns}"


def _named(paths: list[Path]) -> str:
    return ", ".join(path.name for path in paths)


def _sha256(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as content:
            while chunk := content.read(CHUNK):
                digest.update(chunk)
    return digest.hexdigest()
