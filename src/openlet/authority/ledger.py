"""The authority's ledger: lines of a table, in the very format of a ledger file, each chained to the one before."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Max, Sum
from django.db.models.functions import Length

from openlet.authority.models import LedgerLine
from openlet.payments.ledger import START_OF_CHAIN, Entry, Ledger, Run, WrongLedger, ledger_of, line_of

NAME = "the authority's ledger"
AT_ONCE = 20  # lines that are fetched together: one may be long


def head() -> tuple[int, str]:
    """How many lines there are, and the hash of the last one."""
    number = LedgerLine.objects.aggregate(last=Max("number"))["last"] or 0
    return number, LedgerLine.objects.get(number=number).hash if number else START_OF_CHAIN


def size() -> int:
    """How long the ledger is, in characters."""
    return LedgerLine.objects.aggregate(size=Sum(Length("text")))["size"] or 0


def lines(up_to: int | None = None) -> Iterator[bytes]:
    """The lines as a ledger file holds them; ``up_to``: only so many."""
    kept = LedgerLine.objects.order_by("number").values_list("text", flat=True)
    for text in kept[:up_to].iterator(AT_ONCE):
        yield text.encode() + b"\n"


def movements_of(line: LedgerLine, UKPRN: int, first: int, most: int) -> tuple[int, list[dict[str, Any]]]:
    """How many movements of a provider a line holds, and some of them."""
    each = (
        "FROM authority_ledgerline, json_array_elements(text::json -> 'movements') one "
        "WHERE number = %s AND (one ->> 'UKPRN')::int = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) {each}", [line.number, UKPRN])
        count = cursor.fetchone()[0]
        cursor.execute(f"SELECT one::text {each} LIMIT %s OFFSET %s", [line.number, UKPRN, most, first])
        return count, [json.loads(text) for (text,) in cursor.fetchall()]


def verified(up_to: int | None = None) -> Ledger:
    """The ledger, every line held against the one before. Raises ``WrongLedger``, which names the line."""
    found = ledger_of(lines(up_to), NAME)
    count = LedgerLine.objects.count() if up_to is None else up_to
    if len(found.recordings) != count or (up_to is None and head()[0] != count):
        raise WrongLedger(f"{NAME} lacks a line: it has {count}, and {head()[0]} were written. Use your last backup.")
    return found


def add(run: Run, entries: list[Entry], ledger_hash: str, at: datetime) -> LedgerLine:
    """Add a line after the one with a hash, inside the caller's transaction.

    Two can never follow the same line: the second one fails with an ``IntegrityError``.
    """
    line = line_of(ledger_hash, run, entries)
    made: LedgerLine = LedgerLine.objects.create(
        number=head()[0] + 1,
        text=line.decode().removesuffix("\n"),
        hash=json.loads(line)["hash"],
        previous=ledger_hash,
        recorded_at=at,
        recorded_by=run.recorded_by,
        movements=len(entries),
        pence=sum(one.pence for one in entries),
    )
    return made
