"""The answers of ``pay`` as JSON and CSV, one after the other, wherever they lie: nothing holds them all."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Protocol

from openlet.contracts.terms import Contracts
from openlet.payments.ledger import Entry
from openlet.payments.returns import Standing
from openlet.reports.pay import MILESTONE_COLUMNS, Sums, head
from openlet.reports.tables import Table, csv_text


class Found(Protocol):
    """What an engine found; ``each`` reads a column of ``buckets.ANSWERS`` in the order of the document."""

    standing: Standing
    as_of: date
    files: list[tuple[str, str]]
    sums: Sums
    is_unpaid: bool
    is_kept: bool
    count: int

    def each(self, column: str) -> Iterator[Any]:
        """The values of a column."""

    def moves(self) -> list[Entry]:
        """What the run adds to the ledger."""


def json_of(found: Found, contracts: Contracts, seen: Callable[[str], object] = lambda entry: None) -> Iterator[bytes]:
    """The document of ``pay``, entry by entry; ``seen`` is shown the JSON of each."""
    as_json = json.JSONEncoder(ensure_ascii=False).encode
    start = as_json(head(found.standing, contracts, found.as_of))
    yield (start[:-1] + ', "bootcamps": [').encode()
    yield from _joined(_shown(found.each("entry"), seen))
    yield f'], "totals": {as_json(found.sums.totals(contracts))}, "sign_off": ['.encode()
    yield from _joined(one for several in found.each("sign_off") for one in several)
    yield b"]}\n"


def csv_of(found: Found) -> Iterator[bytes]:
    """The milestones of ``pay``, where their lines were asked for."""
    yield csv_text(Table("pay", "Milestones", MILESTONE_COLUMNS, ())).encode()
    for lines in found.each("lines"):
        yield lines.encode()


def _shown(entries: Iterable[str], seen: Callable[[str], object]) -> Iterator[str]:
    for entry in entries:
        seen(entry)
        yield entry


def _joined(texts: Iterable[str]) -> Iterator[bytes]:
    comma = ""
    for text in texts:
        yield (comma + text).encode()
        comma = ", "
