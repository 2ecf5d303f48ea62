"""Which reference files a user can load, and what their columns are (``kinds.csv``)."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from openlet.spec.tables import Row

COLUMNS_OF = Path(__file__).parent / "kinds.csv"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``names`` are how published files write it; ``form`` is key, text, date, flag or postcode."""

    name: str
    names: tuple[str, ...]
    needed: bool
    form: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a kind: in a published ZIP, a CSV file of that name. Its first column is the key."""

    name: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of reference file, such as ``lars``."""

    name: str
    tables: tuple[Table, ...]


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its name."""
    with COLUMNS_OF.open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    names = dict.fromkeys(row["kind"] for row in rows)
    return {name: Kind(name, _tables([row for row in rows if row["kind"] == name])) for name in names}


def _tables(rows: list[Row]) -> tuple[Table, ...]:
    names = dict.fromkeys(row["table"] for row in rows)
    return tuple(Table(name, tuple(_column(row) for row in rows if row["table"] == name)) for name in names)


def _column(row: Row) -> Column:
    others = tuple(row["names"].split("|")) if row["names"] else ()
    return Column(row["column"], (row["column"], *others), row["needed"] == "Y", row["form"], row["meaning"])
