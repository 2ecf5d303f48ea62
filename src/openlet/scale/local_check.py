"""``check`` over any number of files on one machine: a process takes a file and leaves its findings as Parquet.

The findings are then read again file by file, in the order of the files, so nothing holds them all. A large file may be
split (``parts``); its findings are put together before they are read again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from openlet.contracts.terms import Contracts
from openlet.exchange.occupancy import Told
from openlet.ilr.opening import Unreadable
from openlet.reference.held import References
from openlet.reports.findings import finding_record
from openlet.scale.arrow_tables import FINDINGS, findings_of_table, findings_table
from openlet.scale.heads import Head
from openlet.scale.parts import (
    Part,
    PartCheck,
    done_name,
    forget_parts,
    keep_part,
    parts_of_files,
    put_together,
    tables_of,
)
from openlet.scale.pool import in_processes
from openlet.scale.run_folder import RunFolder
from openlet.scale.stage_one import FileCheck, file_record, open_file

AT_ONCE = 5_000  # findings that a process holds before it writes them
Ended = tuple[str, str, str | None, int]  # of a rule: code, status, why, count


@dataclass(frozen=True, slots=True)
class Basis:
    """What every file of a run is checked with; ``data`` is the folder of the reference files."""

    contracts: Contracts | None
    as_of: date
    now: datetime
    account: int | None
    with_names: bool
    told: Told
    data: Path


@dataclass(frozen=True, slots=True)
class FileChecked:
    """What is known of a file whose findings are on disk, or why it could not be read to its end."""

    place: int
    file: dict[str, Any]
    findings: int
    ended: list[Ended]
    broken: str | None = None

    @property
    def learners(self) -> int:
        """How many learners are in the file."""
        return int(self.file.get("learners", 0))


def check_all(heads: Sequence[Head], run: RunFolder, basis: Basis, processes: int) -> Iterator[FileChecked]:
    """Check the files, those done before passed over; in their order."""
    files = parts_of_files([head.source for head in heads], run, processes)
    tasks = [part for parts in files for part in parts]
    checked = in_processes(_check, tasks, processes, _begin, (run, basis))
    for parts in files:
        found = [next(checked) for _ in parts]
        broken = next((one for one in found if one.broken), None)
        yield broken or (found[0] if len(parts) == 1 else _joined(parts, run, basis))


def findings_of(one: FileChecked, run: RunFolder) -> Iterator[dict[str, Any]]:
    """The findings of a file, in the shape of ``reports.findings.finding_record``."""
    for batch in pq.ParquetFile(run.path / findings_name(one.place)).iter_batches(AT_ONCE):
        yield from findings_of_table(pa.Table.from_batches([batch]))


_basis: list[tuple[RunFolder, Basis]] = []


def _begin(run: RunFolder, basis: Basis) -> None:
    _basis[:] = [(run, basis)]


def _check(part: Part) -> FileChecked:
    """Check a file, or leave what a part of it found in the folder."""
    run, basis = _basis[0]
    name = done_name(part.place)
    if run.has(name):
        forget_parts(run, part.place)
        said = run.json(name)
        return FileChecked(**said | {"ended": [tuple(one) for one in said["ended"]]})
    try:
        if part.of > 1:
            _check_part(part, run, basis)
            return FileChecked(part.place, {}, 0, [])
        checked = _opened(part, basis)
        found = [0]
        run.keep(findings_name(part.place), lambda path: _write(path, checked, basis.with_names, found))
    except Unreadable as why:
        (run.path / f"{findings_name(part.place)}.part").unlink(missing_ok=True)
        return FileChecked(part.place, {}, 0, [], str(why))
    return _done(part, checked, found[0], run)


def _opened(part: Part, basis: Basis) -> FileCheck:
    return FileCheck(
        open_file(part.source, basis.told),
        basis.contracts,
        basis.as_of,
        now=basis.now,
        account_ukprn=basis.account,
        references=References(basis.data),
    )


def _done(part: Part, checked: FileCheck, found: int, run: RunFolder) -> FileChecked:
    """Put down that a file is done; its findings are on disk."""
    ended = [(one.rule.code, str(one.status), one.why(), one.count) for one in checked.outcomes.values()]
    done = FileChecked(part.place, file_record(checked.opened, checked), found, ended)
    run.keep_json(done_name(part.place), asdict(done))
    return done


def _check_part(part: Part, run: RunFolder, basis: Basis) -> None:
    if not run.has(f"{part.name}.json"):
        own = PartCheck(_opened(part, basis), part)
        keep_part(run, own, FINDINGS, _tables(own, basis.with_names), {})


def _tables(own: PartCheck, with_names: bool) -> Iterator[tuple[int, pa.Table]]:
    """The findings of a part, block by block."""
    given, name = own.check.given, own.check.opened.source.name
    rows = ((block, [finding_record(one, given, name, with_names) for one in found]) for block, _, found in own)
    for block, held in groupby(rows, itemgetter(0)):
        yield block, findings_table([record for _, records in held for record in records])


def _joined(parts: Sequence[Part], run: RunFolder, basis: Basis) -> FileChecked:
    """A file all of whose parts are done."""
    first = parts[0]
    try:
        checked = _opened(first, basis)
        said = [run.json(f"{part.name}.json") for part in parts]
        put_together(checked, said)
    except Unreadable as why:
        return FileChecked(first.place, {}, 0, [], str(why))
    found = [0]
    run.keep(findings_name(first.place), lambda path: _write_tables(path, tables_of(run, parts, said), found))
    done = _done(first, checked, found[0], run)
    forget_parts(run, first.place)
    return done


def _write_tables(path: Path, tables: Iterator[pa.Table], found: list[int]) -> None:
    with pq.ParquetWriter(path, FINDINGS, compression="zstd") as writer:
        for table in tables:
            found[0] += table.num_rows
            writer.write_table(table)


def _write(part: Path, checked: FileCheck, with_names: bool, found: list[int]) -> None:
    with pq.ParquetWriter(part, FINDINGS, compression="zstd") as writer:
        held: list[dict[str, Any]] = []
        for finding in checked:
            held.append(finding_record(finding, checked.given, checked.opened.source.name, with_names))
            if len(held) >= AT_ONCE:
                found[0] += len(held)
                writer.write_table(findings_table(held))
                held = []
        found[0] += len(held)
        writer.write_table(findings_table(held))


def findings_name(place: int) -> str:
    """The file with the findings of a return, by its place among the files."""
    return f"findings-{place:06}.parquet"
