"""Read the CSV tables that lie beside the specification."""

import csv
from collections.abc import Iterable, Iterator
from importlib.resources import files
from io import StringIO

from openlet.spec import pack

Row = dict[str, str]


def rows(name: str) -> Iterator[Row]:
    """Yield the rows of one specification table, such as ``"fields.csv"``, as text by column name.

    What the rule pack in force says of it comes in place of what stands here.
    """
    own, keys = pack.part(name), pack.KEYS.get(name.rpartition("/")[2])
    if own is not None and keys is None:
        return rows_of(own)
    here = rows_of(packaged(name))
    return here if own is None or keys is None else _said_anew(here, rows_of(own), keys)


def _said_anew(here: Iterable[Row], own: Iterable[Row], keys: tuple[str, ...]) -> Iterator[Row]:
    """Some rows in place of those with the same keys; rows with new keys come last."""
    said = {tuple(row[key] for key in keys): row for row in own}
    for row in here:
        yield said.pop(tuple(row[key] for key in keys), row)
    yield from said.values()


def packaged(name: str) -> str:
    """The text of a table as it stands here, whatever pack is in force."""
    return (files("openlet.spec") / name).read_text(encoding="utf-8")


def rows_of(text: str) -> Iterator[Row]:
    """The rows of a table as text."""
    return csv.DictReader(StringIO(text, newline=""))


@pack.remembered
def all_rows(name: str) -> tuple[Row, ...]:
    """The whole of a small specification table, read once."""
    return tuple(rows(name))
