"""Write the answers of ``pay`` that lie somewhere else, one after the other: with an engine nothing holds them all."""

import argparse
import json
from collections.abc import Iterable
from functools import partial
from typing import Any

from openlet.cli.output import FOUND, NOTHING, say, width, write
from openlet.contracts.terms import Contracts
from openlet.payments.ledger import Ledger, append
from openlet.reports.pay import head, milestone_table, notes_of, summary_tables
from openlet.reports.tables import MARKING, text_of, xlsx_bytes
from openlet.scale.written import Found, csv_of, json_of

MOST_SHOWN = 5_000  # bootcamps of a readable text; of more only the totals are shown


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
        return json_of(found, contracts), False
    if wanted == "csv" and with_bootcamps:
        return csv_of(found), False
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


def _listed(text: Iterable[bytes]) -> list[Any]:
    return json.loads(b"".join((b"[", *text, b"]")))  # type: ignore[no-any-return]
