"""Whether a value that a rule turns on was given but could not be read."""

import dataclasses
from collections.abc import Iterable, Iterator

from openlet.ilr.partial import NotHere
from openlet.ilr.records import RECORDS, Record


def is_unreadable(shows: Iterable[str], reads: Iterable[str], chain: tuple[Record, ...]) -> bool:
    """Whether a value that the rule turns on was given but could not be read."""
    if any(
        record.raw and element in record.raw and record.unreadable(element) for record in chain for element in shows
    ):
        return True
    return any(
        record.unreadable(element)
        for name in reads
        for record in (*_beside(chain, name), *_below(chain[0], name))
        for element in record.raw or ()
    )


def _beside(chain: tuple[Record, ...], name: str) -> Iterator[Record]:
    """The records of an entity that those above a record hold."""
    for above in chain[1:]:
        yield from _held(above, name)


def _below(record: Record, name: str) -> Iterator[Record]:
    """The records of an entity that a record holds, however deep."""
    yield from _held(record, name)
    for element in dataclasses.fields(record):
        if element.name in RECORDS and element.name != name:
            for held in _held(record, element.name):
                yield from _below(held, name)


def _held(record: Record, name: str) -> list[Record]:
    try:
        held = getattr(record, name, None)
    except NotHere:
        return []
    return held if isinstance(held, list) else [held] if isinstance(held, Record) else []
