"""Stage two of a bucket: claims that hang together, settled with their movements in the ledger.

``settle_bucket`` takes and gives Arrow tables, so that any engine can carry it out: a process here, a group in Spark.
What it settles is exactly what one settlement of all claims at once would say of them, provided that ``scale.links``
put together what hangs together, that the standing is that of all returns of the run, and that the claims come in the
order of ``arrow_tables.FILE_ORDER`` and the movements in that of the ledger.
"""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

import pyarrow as pa

from openlet.contracts.terms import Contracts
from openlet.payments.bootcamps import Settlement
from openlet.payments.ledger import Entry, Ledger
from openlet.payments.returns import Standing
from openlet.payments.settled import Settled, settle_all
from openlet.reports.pay import SUMMED, Answer, amounts, each_answer, entry_order, is_unpaid, milestone_rows, sign_offs
from openlet.reports.tables import MARKING, safe
from openlet.scale.arrow_tables import MOVEMENTS, claims_of_table, movements_of_table

ORDER = (
    "UKPRN",
    "LearnRefNumber",
    "LearnStartDate",
    "LearnAimRef",
    "ULN",
)  # of the document: blanks as they sort there
BETWEEN = {"entry": ", ", "lines": "", "sign_off": ", "}  # what stands between two values in the document
MOVED = MOVEMENTS.names[1:]  # all but the place in the ledger
ANSWERS = pa.schema(
    [
        ("UKPRN", pa.int64()),
        ("LearnRefNumber", pa.string()),
        ("LearnStartDate", pa.string()),
        ("LearnAimRef", pa.string()),
        ("ULN", pa.int64()),
        *((name, pa.int64()) for name in SUMMED),  # pence
        ("is_unpaid", pa.bool_()),
        ("is_kept", pa.bool_()),
        ("place", pa.int64()),  # of a bootcamp that is no longer returned: in the ledger
        ("entry", pa.string()),  # its JSON in the document of ``pay``
        ("lines", pa.string()),  # its rows of the CSV, where they were asked for
        ("sign_off", pa.list_(pa.string())),  # its JSON on the list of what is to be signed off
        ("movements", pa.list_(pa.struct([MOVEMENTS.field(name) for name in MOVED]))),
    ]
)


@dataclass(frozen=True, slots=True)
class Basis:
    """What every bucket of a run is settled with. ``standing`` is that of all its returns."""

    contracts: Contracts
    standing: Standing
    as_of: date
    complete: bool


def settle_bucket(claims: pa.Table, movements: pa.Table, basis: Basis, with_lines: bool = False) -> pa.Table:
    """The answers to the claims (``CLAIMS``) and movements (``MOVEMENTS``) of a bucket, as ``ANSWERS`` in its order."""
    places = movements.column("number").to_pylist()
    settled = _settled(claims, movements_of_table(movements), basis)
    return answers_table(each_answer(settled), places, with_lines)


def _settled(claims: pa.Table, entries: list[Entry], basis: Basis) -> Settled:
    run = Settlement(basis.contracts, basis.standing, Ledger(entries), basis.as_of, basis.complete)
    return settle_all(claims_of_table(claims), run)


def answers_table(found: Iterable[Answer], places: list[int], with_lines: bool) -> pa.Table:
    """Answers as ``ANSWERS``, in order; ``places`` are those of the bucket's movements in the whole ledger.

    Each is put into text as it comes, since as text it takes a fraction of the memory.
    """
    rows = sorted(((entry_order(one.entry), _row(one, places, with_lines)) for one in found), key=itemgetter(0))
    columns = zip(*(row for _, row in rows), strict=True) if rows else ([] for _ in ANSWERS)
    return pa.table([pa.array(one, to.type) for one, to in zip(columns, ANSWERS, strict=True)], schema=ANSWERS)


def _row(one: Answer, places: list[int], with_lines: bool) -> tuple[Any, ...]:
    """The columns of ``ANSWERS``."""
    entry, bootcamp = one.entry, one.entry["bootcamp"]
    return (
        entry["UKPRN"],
        entry["LearnRefNumber"],
        bootcamp["LearnStartDate"],
        bootcamp["LearnAimRef"],
        entry["ULN"],
        *amounts(entry).values(),
        is_unpaid(entry),
        one.is_kept,
        None if one.place is None else places[one.place],
        json.dumps(entry, ensure_ascii=False),
        csv_lines(entry) if with_lines else None,
        [json.dumps(each, ensure_ascii=False) for each in sign_offs(entry)],
        [{name: getattr(moved, name) for name in MOVED} for moved in one.moves],
    )


def order_of(ukprn: int, reference: str | None, start: str | None, aim: str | None, uln: int | None) -> tuple[Any, ...]:
    """What an answer is sorted by, from its columns ``ORDER``: as ``reports.pay.entry_order``."""
    return (ukprn, reference or "", start or "9", aim or "", uln or 0)


def csv_lines(entry: dict[str, Any]) -> str:
    """The rows of an entry in the CSV of ``pay``."""
    held = io.StringIO(newline="")
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerows((*(safe(cell) for cell in row), MARKING) for row in milestone_rows(entry))
    return held.getvalue()
