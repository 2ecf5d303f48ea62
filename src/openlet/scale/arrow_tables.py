"""Claims, findings, movements and answers as Arrow tables, and back without loss: what engines hand from step to step.

The steps of a run over many files, whatever carries them out (processes of one machine, Spark):

1.  stage one, for each file or part of one: ``FINDINGS`` (one row a finding, in the order of the file) and ``CLAIMS``
    (one row a bootcamp or milestone aim, in the order of the file);
2.  ``scale.links``: which claims belong together, from the columns ``LINK_COLUMNS`` of the claims of each provider;
3.  stage two, for each bucket of claims that belong together: ``scale.buckets.settle_bucket(claims, movements, basis)``
    takes ``CLAIMS`` and ``MOVEMENTS`` and gives ``ANSWERS``, one row for each provider, learner and bootcamp.

Order matters in one place: the claims of a bucket must come in the order of ``FILE_ORDER`` (see ``in_file_order``).
``number`` is the place of a claim in its file, from 0.

Everything has ILR names and plain types: integers, text, days (date32); a share (``contribution``) is text, so that no
digit is lost; money is whole pence. Absent is null.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

import pyarrow as pa

from openlet.payments.claims import Claim, Fault, ReturnOf
from openlet.payments.ledger import Entry

VALUES = pa.list_(pa.struct([pa.field("element", pa.string(), nullable=False), pa.field("value", pa.string())]))
TEXTS = pa.list_(pa.string())
FAULT = pa.struct(
    [
        ("code", pa.string()),
        ("no_pay", pa.bool_()),
        ("message", pa.string()),
        ("source", pa.string()),
        ("blocks", TEXTS),
        ("priority", pa.int32()),
        ("AimSeqNumber", pa.int64()),
        ("fields", VALUES),
    ]
)
RETURN_COLUMNS = ("UKPRN", "year", "prepared", "made", "file", "sha256")
CLAIMS = pa.schema(
    [
        # the return that it stands in
        ("UKPRN", pa.int64()),
        ("year", pa.int32()),
        ("prepared", pa.date32()),
        ("made", pa.string()),
        ("file", pa.string()),
        ("sha256", pa.string()),
        ("number", pa.int64()),
        # the claim
        ("kind", pa.string()),
        ("LearnRefNumber", pa.string()),
        ("PrevLearnRefNumber", pa.string()),
        ("ULN", pa.int64()),
        ("real_uln", pa.int64()),  # the ULN where it identifies the learner; follows from the others
        ("DateOfBirth", pa.date32()),
        ("PostcodePrior", pa.string()),
        ("AimSeqNumber", pa.int64()),
        ("LearnAimRef", pa.string()),
        ("LearnStartDate", pa.date32()),
        ("OrigLearnStartDate", pa.date32()),
        ("LearnPlanEndDate", pa.date32()),
        ("LearnActEndDate", pa.date32()),
        ("CompStatus", pa.int64()),
        ("Outcome", pa.int64()),
        ("bootcamps", TEXTS),
        ("contribution", pa.string()),
        ("destination", pa.string()),
        ("EmpStat", pa.int64()),
        ("unknown", TEXTS),
        ("faults", pa.list_(FAULT)),
    ]
)
LINK_COLUMNS = ("UKPRN", "LearnRefNumber", "PrevLearnRefNumber", "real_uln")
FILE_ORDER = ("file", "sha256", "number")
FINDINGS = pa.schema(
    [
        ("rule", pa.string()),
        ("severity", pa.string()),
        ("file", pa.string()),
        ("line", pa.int64()),
        ("UKPRN", pa.int64()),
        ("LearnRefNumber", pa.string()),
        ("ULN", pa.int64()),
        ("AimSeqNumber", pa.int64()),
        ("LearnAimRef", pa.string()),
        ("fields", VALUES),
        ("message", pa.string()),
        ("source", pa.string()),
    ]
)
MOVEMENTS = pa.schema(
    [
        ("number", pa.int64()),  # its place in the ledger, from 0
        ("ULN", pa.int64()),
        ("UKPRN", pa.int64()),
        ("LearnRefNumber", pa.string()),
        ("LearnAimRef", pa.string()),
        ("LearnStartDate", pa.date32()),
        ("milestone", pa.string()),
        ("pence", pa.int64()),
        ("year", pa.int32()),
        ("reason", pa.string()),
        ("sign_off", pa.bool_()),
        ("as_of", pa.date32()),
    ]
)
PLAIN = (
    "kind", "LearnRefNumber", "PrevLearnRefNumber", "ULN", "real_uln", "DateOfBirth", "PostcodePrior", "AimSeqNumber",
    "LearnAimRef", "LearnStartDate", "OrigLearnStartDate", "LearnPlanEndDate", "LearnActEndDate", "CompStatus",
    "Outcome", "destination", "EmpStat",
)  # fmt: skip


# Claims.


def claims_table(claims: Sequence[Claim], first: int = 0) -> pa.Table:
    """Claims of one file as ``CLAIMS``; ``first`` is the place in the file of the first of them."""
    returned = [claim.returned for claim in claims]
    made: dict[str, Any] = {
        "UKPRN": [one.UKPRN for one in returned],
        "year": [one.year for one in returned],
        "prepared": [one.prepared for one in returned],
        "made": [one.made for one in returned],
        "file": [one.name for one in returned],
        "sha256": [one.sha256 for one in returned],
        "number": range(first, first + len(claims)),
    }
    made |= {name: [getattr(claim, name) for claim in claims] for name in PLAIN}
    made["contribution"] = [None if one.contribution is None else str(one.contribution) for one in claims]
    made["bootcamps"] = [one.bootcamps for one in claims]
    made["unknown"] = [one.unknown for one in claims]
    made["faults"] = _lists([one.faults for one in claims], _faults)
    return pa.table([_array(made[field.name], field.type) for field in CLAIMS], schema=CLAIMS)


def claims_of_table(table: pa.Table) -> Iterator[Claim]:
    """The claims of a table with the columns of ``CLAIMS``, in its order."""
    returns = _returns(table)
    columns = [table.column(name).to_pylist() for name in PLAIN]
    contributions = (None if one is None else Decimal(one) for one in table.column("contribution").to_pylist())
    bootcamps, unknown = (map(tuple, table.column(name).to_pylist()) for name in ("bootcamps", "unknown"))
    faults = _of_lists(table.column("faults"), _faults_of)
    for returned, plain, share, names, missing, found in zip(
        returns, zip(*columns, strict=True), contributions, bootcamps, unknown, faults, strict=True
    ):
        kind, reference, before, uln, _, born, postcode, sequence, aim, *days_and_codes, destination, status = plain
        held: tuple[Any, ...] = (
            kind, returned, reference, before, uln, born, postcode, sequence, aim, *days_and_codes,
            names, share, destination, status, missing, found,
        )  # fmt: skip
        yield Claim(*held)


def in_file_order(table: pa.Table) -> pa.Table:
    """The rows by file and by place in it: the order in which stage two wants them."""
    return table.sort_by([(name, "ascending") for name in FILE_ORDER])


def _returns(table: pa.Table) -> Iterator[ReturnOf]:
    """The return of each row; rows of one file share theirs."""
    known: dict[tuple[Any, ...], ReturnOf] = {}
    for key in zip(*(table.column(name).to_pylist() for name in RETURN_COLUMNS), strict=True):
        found = known.get(key)
        if found is None:
            found = known[key] = ReturnOf(*key)
        yield found


def _faults(faults: Sequence[Fault]) -> pa.Array:
    made: dict[str, Any] = {
        name: [getattr(one, name) for one in faults]
        for name in ("code", "no_pay", "message", "source", "blocks", "priority", "AimSeqNumber")
    }
    made["fields"] = _values([one.fields for one in faults])
    return pa.StructArray.from_arrays([_array(made[one.name], one.type) for one in FAULT], fields=list(FAULT))


def _faults_of(array: pa.Array) -> Iterator[Fault]:
    code, no_pay, message, source, blocks, priority, sequence, fields = array.flatten()
    plain = (one.to_pylist() for one in (code, no_pay, message, source))
    after = (one.to_pylist() for one in (priority, sequence))
    return map(Fault, *plain, map(tuple, blocks.to_pylist()), *after, _values_of(fields))


# Findings.


def findings_table(records: Sequence[dict[str, Any]]) -> pa.Table:
    """Findings in the shape of ``reports.findings.finding_record`` as ``FINDINGS``."""
    made: dict[str, Any] = {one.name: [record[one.name] for record in records] for one in FINDINGS}
    made["fields"] = _values(made["fields"])
    return pa.table([_array(made[one.name], one.type) for one in FINDINGS], schema=FINDINGS)


def findings_of_table(table: pa.Table) -> Iterator[dict[str, Any]]:
    """The findings of a table, in its order and in the shape of ``finding_record``."""
    columns: list[Iterable[Any]] = [
        _of_chunks(table.column(one.name), _values_of) if one.name == "fields" else table.column(one.name).to_pylist()
        for one in FINDINGS
    ]
    for row in zip(*columns, strict=True):
        yield dict(zip(FINDINGS.names, row, strict=True))


# Movements of the ledger.


def movements_table(entries: Sequence[Entry], first: int = 0) -> pa.Table:
    """Movements as ``MOVEMENTS``; ``first`` is the place in the ledger of the first of them."""
    numbers: Iterable[int] = range(first, first + len(entries))
    made: dict[str, Any] = {
        one.name: [getattr(entry, one.name) for entry in entries] for one in MOVEMENTS if one.name != "number"
    }
    made["number"] = numbers
    return pa.table([_array(made[one.name], one.type) for one in MOVEMENTS], schema=MOVEMENTS)


def movements_of_table(table: pa.Table) -> list[Entry]:
    """The movements of a table, in its order."""
    return [Entry(*row) for row in zip(*(table.column(name).to_pylist() for name in MOVEMENTS.names[1:]), strict=True)]


# Parts of columns.


def _array(values: Any, kind: pa.DataType) -> pa.Array:
    return values if isinstance(values, pa.Array) else pa.array(values, kind)


def _lists(several: Sequence[Sequence[Any]], flat: Callable[[list[Any]], pa.Array]) -> pa.ListArray:
    """A list column from the lists of its rows; ``flat`` makes the column of all their members."""
    offsets, at = [0], 0
    for one in several:
        at += len(one)
        offsets.append(at)
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), flat([member for one in several for member in one]))


def _of_lists(column: pa.ChunkedArray, members: Callable[[pa.Array], Iterable[Any]]) -> Iterator[tuple[Any, ...]]:
    """The lists of a column as tuples; ``members`` reads the column of all their members."""
    for chunk in column.chunks:
        flat = iter(members(chunk.flatten()))
        for length in chunk.value_lengths().to_pylist():
            yield tuple(islice(flat, length))


def _of_chunks(column: pa.ChunkedArray, read: Callable[[pa.Array], Iterable[Any]]) -> Iterator[Any]:
    for chunk in column.chunks:
        yield from read(chunk)


def _values(several: Sequence[dict[str, str | None]]) -> pa.ListArray:
    """Values by element name, in their order."""

    def flat(pairs: list[tuple[str, str | None]]) -> pa.Array:
        names, texts = (
            pa.array([name for name, _ in pairs], pa.string()),
            pa.array([one for _, one in pairs], pa.string()),
        )
        return pa.StructArray.from_arrays([names, texts], fields=list(VALUES.value_type))

    made = _lists([list(one.items()) for one in several], flat)
    return made.cast(VALUES) if made.type != VALUES else made


def _values_of(array: pa.ListArray) -> Iterator[dict[str, str | None]]:
    flat = array.flatten()
    pairs = zip(*(one.to_pylist() for one in flat.flatten()), strict=True)
    for length in array.value_lengths().to_pylist():
        yield dict(islice(pairs, length))
