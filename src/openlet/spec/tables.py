"""Read the CSV tables that lie beside the specification."""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from io import StringIO

Row = dict[str, str]


def rows(name: str) -> Iterator[Row]:
    """Yield the rows of one specification table, such as ``"fields.csv"``, as text by column name."""
    text = (files("openlet.spec") / name).read_text(encoding="utf-8")
    yield from csv.DictReader(StringIO(text, newline=""))


@cache
def all_rows(name: str) -> tuple[Row, ...]:
    """The whole of a small specification table, read once."""
    return tuple(rows(name))
