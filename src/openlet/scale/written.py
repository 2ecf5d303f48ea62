"""The answers of ``pay`` as JSON and CSV, one after the other, wherever they lie: nothing holds them all."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Protocol

from openlet.contracts.terms import Contracts
from openlet.payments.ledger import Entry
from openlet.payments.returns import Standing
from openlet.reports.pay import MILESTONE_COLUMNS, Sums, head
from openlet.reports.tables import Table, csv_text


class Found(Protocol):
    """What an engine found; ``text`` reads a column of ``buckets.ANSWERS`` in the order of the document."""

    standing: Standing
    as_of: date
    files: list[tuple[str, str]]
    sums: Sums
    is_unpaid: bool
    is_kept: bool
    count: int

    def text(self, column: str) -> Iterator[bytes]:
        """The values of a column as they stand in the document: of JSON with a comma between two. It is read once."""

    def moves(self) -> list[Entry]:
        """What the run adds to the ledger."""


def json_of(found: Found, contracts: Contracts, seen: Callable[[bytes], object] = len) -> Iterator[bytes]:
    """The document of ``pay``; ``seen`` is shown the text of its bootcamps, part by part."""
    as_json = json.JSONEncoder(ensure_ascii=False).encode
    start = as_json(head(found.standing, contracts, found.as_of))
    yield (start[:-1] + ', "bootcamps": [').encode()
    for part in found.text("entry"):
        seen(part)
        yield part
    yield f'], "totals": {as_json(found.sums.totals(contracts))}, "sign_off": ['.encode()
    yield from found.text("sign_off")
    yield b"]}\n"


def csv_of(found: Found) -> Iterator[bytes]:
    """The milestones of ``pay``, where their lines were asked for."""
    yield csv_head()
    yield from found.text("lines")


def csv_head() -> bytes:
    """The head of the CSV of ``pay``."""
    return csv_text(Table("pay", "Milestones", MILESTONE_COLUMNS, ())).encode()
