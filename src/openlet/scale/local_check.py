"""``check`` over any number of files on one machine: a process takes a file and leaves its findings as Parquet.

Beside them it leaves the file's piece of the JSON or CSV, so that these only have to be put one after the other; for
other formats the findings are read again file by file. Nothing holds them all.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import date, datetime
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
from openlet.scale.pieces import contents, piece
from openlet.scale.pool import Workers
from openlet.scale.run_folder import RunFolder
from openlet.scale.stage_one import FileCheck, Opened, Records, file_record, open_again, open_file

AT_ONCE = 5_000  # findings that a process holds before it writes them
Ended = tuple[str, str, str | None, int]  # of a rule: code, status, why, count


@dataclass(frozen=True, slots=True)
class Basis:
    """What every file of a run is checked with.

    ``data``: the folder of the reference files; ``form``: the format, ``json`` or ``csv``, that pieces are kept of.
    """

    contracts: Contracts | None
    as_of: date
    now: datetime
    account: int | None
    with_names: bool
    told: Told
    data: Path
    form: str | None


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


def check_all(heads: Sequence[Head], run: RunFolder, basis: Basis, workers: Workers) -> Iterator[FileChecked]:
    """Check the files, those done before passed over; in their order. Large files are checked in parts."""
    parts = {
        number: found
        for number, head in enumerate(heads)
        if not run.has(f"file-{number:06}.json") and (found := parts_of(head.source))
    }
    of_parts = [(number, one, heads[number].sha256) for number, found in parts.items() for one in found]
    for _ in workers.each(_check_part, of_parts, _begin, (run, basis)):
        pass
    tasks = [(number, head, parts.get(number, [])) for number, head in enumerate(heads)]
    yield from workers.each(_check, tasks, _begin, (run, basis))


def findings_of(one: FileChecked, run: RunFolder) -> Iterator[dict[str, Any]]:
    """The findings of a file, in the shape of ``reports.findings.finding_record``."""
    for batch in pq.ParquetFile(run.path / findings_name(one.place)).iter_batches(AT_ONCE):
        yield from findings_of_table(pa.Table.from_batches([batch]))


def findings_text(done: Sequence[FileChecked], run: RunFolder, form: str, workers: Workers) -> Iterator[bytes]:
    """All findings as they stand in the JSON or CSV of ``check``, part by part."""
    missing = [one for one in done if not run.has(_piece_name(one.place, form))]  # checked by a run of another format
    for _ in workers.each(_keep_piece, [(run, one, form) for one in missing]):
        pass
    comma = b""
    for one in done:
        for content in contents(run.path / _piece_name(one.place, form)):
            yield comma + content
            comma = b""
        if form == "json" and one.findings:
            comma = b","


def _keep_piece(task: tuple[RunFolder, FileChecked, str]) -> None:
    """Make the piece of a file again from its findings."""
    run, one, form = task

    def write(path: Path) -> None:
        with piece(path, _between(form)) as add:
            for batch in pq.ParquetFile(run.path / findings_name(one.place)).iter_batches(AT_ONCE):
                add(_text(list(findings_of_table(pa.Table.from_batches([batch]))), form))

    run.keep(_piece_name(one.place, form), write)


def _between(form: str) -> str:
    return "," if form == "json" else ""


def _text(records: Sequence[dict[str, Any]], form: str) -> str:
    return ",".join(map(FindingsJson.one, records)) if form == "json" else FindingsCsv.lines(records)


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
    run, basis = _basis[0]
    name = f"file-{place:06}.json"
    if run.has(name):
        said = run.json(name)
        return FileChecked(**said | {"ended": [tuple(one) for one in said["ended"]]})
    try:
        done = (_checked_in_parts(place, head, parts) if parts else None) or _checked(place, head.source)
    except Unreadable as why:
        for part in (findings_name(place), _piece_name(place, basis.form or "")):
            run.part(part).unlink(missing_ok=True)
        return FileChecked(place, {}, 0, [], str(why))
    run.keep_json(name, asdict(done))
    drop_parts(run, place, parts)
    return done


def _checked(place: int, source: Source) -> FileChecked:
    """A file checked as one. Raises ``Unreadable``."""
    run, basis = _basis[0]
    check, counts = _file_check(open_file(source, basis.told), basis), list[int]()
    found = check.records()
    beside = run.part(_piece_name(place, basis.form)) if basis.form else None
    run.keep(findings_name(place), lambda path: counts.append(_write(path, found, check, basis, beside=beside)))
    if basis.form:
        run.keep_written(_piece_name(place, basis.form))
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


def _write(
    into: Path,
    records: Records,
    check: FileCheck,
    basis: Basis,
    before: Sequence[Path] = (),
    beside: Path | None = None,
) -> int:
    """Write the findings on some records, those of parts ``before`` them, and their piece ``beside``; how many."""
    count, form = 0, basis.form or ""
    with ExitStack() as stack:
        writer = stack.enter_context(pq.ParquetWriter(into, FINDINGS, compression="zstd"))
        add = stack.enter_context(piece(beside, _between(form))) if beside is not None else None
        for path in before:
            for batch in pq.ParquetFile(path).iter_batches(AT_ONCE):
                count += batch.num_rows
                writer.write_batch(batch)
        for held in _portions(records, check, basis):
            count += len(held)
            writer.write_table(findings_table(held))
            if add is not None:
                add(_text(held, form))
    return count


def _portions(records: Records, check: FileCheck, basis: Basis) -> Iterator[list[dict[str, Any]]]:
    """The findings on some records in words, so many at once; at least one portion, be it empty."""
    held = list[dict[str, Any]]()
    for _, findings in records:
        held += [finding_record(one, check.given, check.opened.source.name, basis.with_names) for one in findings]
        if len(held) >= AT_ONCE:
            yield held
            held = []
    yield held


def findings_name(place: int) -> str:
    """The file with the findings of a return, by its place among the files."""
    return f"findings-{place:06}.parquet"


def _piece_name(place: int, form: str) -> str:
    return f"findings-{place:06}.{form}.zst"
