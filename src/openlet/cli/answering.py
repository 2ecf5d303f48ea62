"""Write the answers of ``pay`` that lie somewhere else, one after the other: with an engine nothing holds them all."""

import argparse
import json
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any, Protocol

from openlet.cli.output import FOUND, NOTHING, say, width, write
from openlet.contracts.terms import Contracts
from openlet.payments.ledger import Entry, Ledger, append
from openlet.payments.returns import Standing
from openlet.reports.pay import MILESTONE_COLUMNS, Sums, head, milestone_table, notes_of, summary_tables
from openlet.reports.tables import MARKING, Table, csv_text, text_of, xlsx_bytes

MOST_SHOWN = 5_000  # bootcamps of a readable text; of more only the totals are shown


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


def write_answers(
    options: argparse.Namespace, found: Found, contracts: Contracts, ledger: Ledger, with_bootcamps: bool = True
) -> int:
    """Write the answers in the format that is asked for, record them in the ledger, and say what should be known."""
    from openlet.cli.pay import run_of

    record = None
    if options.ledger and not options.no_record:
        record = partial(append, options.ledger, ledger, run_of(found.files, found.as_of), found.moves())
    chunks, binary = _content(options.format, found, contracts, with_bootcamps)
    write(options.out, chunks, binary, record)
    for note in notes_of(found.standing, found.as_of, found.is_kept):
        say(note)
    return FOUND if found.is_unpaid else NOTHING


def _content(wanted: str, found: Found, contracts: Contracts, with_bootcamps: bool) -> tuple[Iterable[bytes], bool]:
    start, totals = head(found.standing, contracts, found.as_of), found.sums.totals(contracts)
    if wanted == "json" and with_bootcamps:
        return _json(found, start, totals), False
    if wanted == "csv" and with_bootcamps:
        return _csv(found), False
    if wanted == "text" and found.count > MOST_SHOWN:
        say(f"{found.count:,} bootcamps are too many to read: only the totals are shown. Use --format csv or json.")
        with_bootcamps = False
    bootcamps = _listed(found.text("entry")) if with_bootcamps else []
    signed = _listed(found.text("sign_off"))
    answer = start | {"bootcamps": bootcamps, "totals": totals, "sign_off": signed}
    tables = summary_tables(answer)
    if wanted == "xlsx":
        first = [milestone_table(answer)] if with_bootcamps else []
        return (xlsx_bytes([*first, *tables[1:]]),), True
    said = f"{MARKING}\nJudged as of {start['as_of']}. Areas: {start['postcodes']}.\n\n"
    return ((said + text_of(tables if with_bootcamps else tables[1:], width())).encode(),), False


def _json(found: Found, start: dict[str, Any], totals: list[dict[str, Any]]) -> Iterator[bytes]:
    """The document of ``pay``, entry by entry."""
    as_json = json.JSONEncoder(ensure_ascii=False).encode
    yield (as_json(start)[:-1] + ', "bootcamps": [').encode()
    yield from found.text("entry")
    yield f'], "totals": {as_json(totals)}, "sign_off": ['.encode()
    yield from found.text("sign_off")
    yield b"]}\n"


def _listed(text: Iterable[bytes]) -> list[Any]:
    return json.loads(b"".join((b"[", *text, b"]")))  # type: ignore[no-any-return]


def _csv(found: Found) -> Iterator[bytes]:
    yield csv_text(Table("pay", "Milestones", MILESTONE_COLUMNS, ())).encode()
    yield from found.text("lines")
