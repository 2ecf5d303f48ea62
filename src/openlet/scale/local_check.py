"""``check`` over any number of files on one machine: a process takes a file and leaves its findings as Parquet.

The findings are then read again file by file, in the order of the files, so nothing holds them all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from openlet.contracts.terms import Contracts
from openlet.exchange.occupancy import Told
from openlet.ilr.opening import Source, Unreadable
from openlet.reference.held import References
from openlet.reports.findings import finding_record
from openlet.scale.arrow_tables import FINDINGS, findings_of_table, findings_table
from openlet.scale.heads import Head
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
    tasks = list(enumerate(head.source for head in heads))
    yield from in_processes(_check, tasks, processes, _begin, (run, basis))


def findings_of(one: FileChecked, run: RunFolder) -> Iterator[dict[str, Any]]:
    """The findings of a file, in the shape of ``reports.findings.finding_record``."""
    for batch in pq.ParquetFile(run.path / findings_name(one.place)).iter_batches(AT_ONCE):
        yield from findings_of_table(pa.Table.from_batches([batch]))


_basis: list[tuple[RunFolder, Basis]] = []


def _begin(run: RunFolder, basis: Basis) -> None:
    _basis[:] = [(run, basis)]


def _check(task: tuple[int, Source]) -> FileChecked:
    place, source = task
    run, basis = _basis[0]
    name = f"file-{place:06}.json"
    if run.has(name):
        said = run.json(name)
        return FileChecked(**said | {"ended": [tuple(one) for one in said["ended"]]})
    try:
        opened = open_file(source, basis.told)
        checked = FileCheck(
            opened,
            basis.contracts,
            basis.as_of,
            now=basis.now,
            account_ukprn=basis.account,
            references=References(basis.data),
        )
        found = [0]
        run.keep(findings_name(place), lambda part: _write(part, checked, basis.with_names, found))
    except Unreadable as why:
        (run.path / f"{findings_name(place)}.part").unlink(missing_ok=True)
        return FileChecked(place, {}, 0, [], str(why))
    ended = [(one.rule.code, str(one.status), one.why(), one.count) for one in checked.outcomes.values()]
    done = FileChecked(place, file_record(opened, checked), found[0], ended)
    run.keep_json(name, asdict(done))
    return done


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
