"""``check`` over any number of files on one machine: a process takes a file and leaves its findings as Parquet.

The findings are then read again file by file, in the order of the files, so nothing holds them all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from openlet.contracts.terms import Contracts
from openlet.exchange.occupancy import Told
from openlet.ilr.opening import Source, Unreadable
from openlet.ilr.parts import NotAlike
from openlet.reference.held import References
from openlet.reports.findings import FindingsCsv, FindingsJson, finding_record
from openlet.scale.arrow_tables import FINDINGS, findings_of_table, findings_table
from openlet.scale.heads import Head
from openlet.scale.parted import (
    Part,
    drop_parts,
    keep_part,
    last_records,
    part_name,
    part_records,
    parts_kept,
    parts_of,
    rows_name,
    rows_of,
    seen,
)
from openlet.scale.pool import in_processes
from openlet.scale.run_folder import RunFolder
from openlet.scale.stage_one import FileCheck, Opened, Records, file_record, open_again, open_file

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
    """Check the files, those done before passed over; in their order. Large files are checked in parts."""
    parts = {
        number: found
        for number, head in enumerate(heads)
        if not run.has(f"file-{number:06}.json") and (found := parts_of(head.source))
    }
    of_parts = [(number, one, heads[number].sha256) for number, found in parts.items() for one in found]
    for _ in in_processes(_check_part, of_parts, min(processes, len(of_parts)), _begin, (run, basis)):
        pass
    tasks = [(number, head, parts.get(number, [])) for number, head in enumerate(heads)]
    yield from in_processes(_check, tasks, processes, _begin, (run, basis))


def findings_of(one: FileChecked, run: RunFolder) -> Iterator[dict[str, Any]]:
    """The findings of a file, in the shape of ``reports.findings.finding_record``."""
    for batch in pq.ParquetFile(run.path / findings_name(one.place)).iter_batches(AT_ONCE):
        yield from findings_of_table(pa.Table.from_batches([batch]))


def findings_text(done: Sequence[FileChecked], run: RunFolder, form: str, processes: int) -> Iterator[str]:
    """All findings as they stand in the JSON or CSV of ``check``, portion by portion; written out by processes."""
    comma = ""
    for portion in in_processes(_text, [(run, one, form) for one in done], processes, _nothing, ()):
        for text in portion:
            yield comma + text
            comma = "," if form == "json" else ""


def _nothing() -> None:
    pass


def _text(task: tuple[RunFolder, FileChecked, str]) -> list[str]:
    """The findings of a file in portions; between two portions of JSON stands a comma."""
    run, one, form = task
    found = findings_of(one, run)
    portions = iter(lambda: list(islice(found, AT_ONCE)), [])
    return [",".join(map(FindingsJson.one, rows)) if form == "json" else _lines(rows) for rows in portions]


def _lines(records: Sequence[dict[str, Any]]) -> str:
    sheet = FindingsCsv()
    before = len(b"".join(FindingsCsv().held.chunks()))
    for record in records:
        sheet.add(record)
    return b"".join(sheet.held.chunks())[before:].decode()


_basis: list[tuple[RunFolder, Basis]] = []


def _begin(run: RunFolder, basis: Basis) -> None:
    _basis[:] = [(run, basis)]


def _check_part(task: tuple[int, Part, str]) -> None:
    """Check a part of a large file, and keep its findings."""
    number, part, sha256 = task
    run, basis = _basis[0]
    name, rows = part_name(number, part.number), rows_name(number, part.number)
    if run.has(name):
        return
    counts: list[int] = []
    try:
        check = _file_check(open_again(part.source, sha256), basis)
        found = part_records(check, part)
        run.keep(rows, lambda path: counts.append(_write(path, found, check, basis)))
    except (Unreadable, NotAlike):
        keep_part(run, name, None)
        return
    keep_part(run, name, seen(check, counts[0]))


def _check(task: tuple[int, Head, list[Part]]) -> FileChecked:
    place, head, parts = task
    run, _ = _basis[0]
    name = f"file-{place:06}.json"
    if run.has(name):
        said = run.json(name)
        return FileChecked(**said | {"ended": [tuple(one) for one in said["ended"]]})
    try:
        done = (_checked_in_parts(place, head, parts) if parts else None) or _checked(place, head.source)
    except Unreadable as why:
        (run.path / f"{findings_name(place)}.part").unlink(missing_ok=True)
        return FileChecked(place, {}, 0, [], str(why))
    run.keep_json(name, asdict(done))
    drop_parts(run, place, parts)
    return done


def _checked(place: int, source: Source) -> FileChecked:
    """A file checked as one. Raises ``Unreadable``."""
    run, basis = _basis[0]
    check, counts = _file_check(open_file(source, basis.told), basis), list[int]()
    found = check.records()
    run.keep(findings_name(place), lambda path: counts.append(_write(path, found, check, basis)))
    return _done(place, check, counts[0])


def _checked_in_parts(place: int, head: Head, parts: list[Part]) -> FileChecked | None:
    """A file of which all parts have been checked; None where it has to be checked as one. Raises ``Unreadable``."""
    run, basis = _basis[0]
    known = parts_kept(run, place, parts)
    if known is None:
        return None
    check, counts = _file_check(open_again(head.source, head.sha256), basis), list[int]()
    last = last_records(check, head.source, parts[0].cuts, known)
    held = rows_of(run, place, parts)
    try:
        run.keep(findings_name(place), lambda path: counts.append(_write(path, last, check, basis, held)))
    except NotAlike:
        return None
    return _done(place, check, counts[0])


def _file_check(opened: Opened, basis: Basis) -> FileCheck:
    return FileCheck(
        opened,
        basis.contracts,
        basis.as_of,
        now=basis.now,
        account_ukprn=basis.account,
        references=References(basis.data),
    )


def _done(place: int, check: FileCheck, findings: int) -> FileChecked:
    ended = [(one.rule.code, str(one.status), one.why(), one.count) for one in check.outcomes.values()]
    return FileChecked(place, file_record(check.opened, check), findings, ended)


def _write(into: Path, records: Records, check: FileCheck, basis: Basis, before: Sequence[Path] = ()) -> int:
    """Write the findings on some records, those of parts ``before`` them; how many they are."""
    count, held = 0, list[dict[str, Any]]()
    with pq.ParquetWriter(into, FINDINGS, compression="zstd") as writer:
        for path in before:
            for batch in pq.ParquetFile(path).iter_batches(AT_ONCE):
                count += batch.num_rows
                writer.write_batch(batch)
        for _, findings in records:
            held += [finding_record(one, check.given, check.opened.source.name, basis.with_names) for one in findings]
            if len(held) >= AT_ONCE:
                count += len(held)
                writer.write_table(findings_table(held))
                held.clear()
        writer.write_table(findings_table(held))
    return count + len(held)


def findings_name(place: int) -> str:
    """The file with the findings of a return, by its place among the files."""
    return f"findings-{place:06}.parquet"
