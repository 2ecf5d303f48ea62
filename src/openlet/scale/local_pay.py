"""``pay`` over any number of files on one machine, with bounded memory. Nothing here decides anything.

1.  Stage one: a process takes a file and leaves its claims as Parquet (``arrow_tables.CLAIMS``) in the run's folder.
2.  Which claims hang together (``links``), provider by provider; each claim is put into its bucket, on disk.
3.  Stage two: a process takes a bucket, with its movements of the ledger, and leaves its answers in order.
4.  The answers of all buckets are merged in the order of the document while they are written out.

The same bytes come out whatever the number of processes and the order of the files.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from openlet.contracts.terms import Contracts
from openlet.exchange.occupancy import Told
from openlet.ilr.opening import Source, Unreadable
from openlet.ilr.parts import NotAlike
from openlet.payments.claims import ReturnOf
from openlet.payments.ledger import Entry, Ledger
from openlet.payments.returns import Standing, standing
from openlet.reports.pay import SUMMED, Sums
from openlet.scale.arrow_tables import CLAIMS, LINK_COLUMNS, claims_table, in_file_order, movements_table
from openlet.scale.buckets import ANSWERS, Basis, settle_bucket
from openlet.scale.heads import Head
from openlet.scale.links import Group, Key, Links, bucket, groups_of_provider
from openlet.scale.parted import (
    Part,
    claims_of_part,
    drop_parts,
    join_claims,
    keep_part,
    last_records,
    part_name,
    parts_kept,
    parts_of,
    rows_name,
    rows_of,
    seen,
)
from openlet.scale.pool import in_processes
from openlet.scale.run_folder import RunFolder, refuse_other_rules
from openlet.scale.stage_one import FileCheck, open_again, open_file, stage_one, wmca_rules

CLAIMS_IN_A_BUCKET = 6_000
MOST_BUCKETS = 700  # files that are open at once
KEPT_OPEN = 100  # other files that this process may have open
CLAIMS_AT_ONCE = 40_000  # while they are put into buckets
ROWS_AT_ONCE = 16  # of each bucket, while the answers are merged
KEYS = ("UKPRN", "LearnRefNumber", "real_uln")
Tick = Callable[[int], object]  # told how many learners of a file have been judged


@dataclass(frozen=True, slots=True)
class FileDone:
    """What is known of a file whose claims are on disk, or why it could not be read to its end.

    ``place`` is its place among all files of the run, by which its claims are called.
    """

    place: int
    UKPRN: int | None
    year: int
    prepared: str
    made: str
    name: str
    sha256: str
    learners: int
    claims: int
    broken: str | None = None

    @property
    def returned(self) -> ReturnOf:
        """Which return it is."""
        return ReturnOf(self.UKPRN, self.year, date.fromisoformat(self.prepared), self.made, self.name, self.sha256)


@dataclass(frozen=True, slots=True)
class BucketDone:
    """What is known of a bucket whose answers are on disk. ``sums``: pence of each provider."""

    answers: int
    sums: dict[int, dict[str, int]]
    goes_back: bool
    is_unpaid: bool
    is_kept: bool


@dataclass(slots=True)
class LocalPay:
    """What ``pay`` found; the answers themselves are on disk until ``each`` reads them."""

    standing: Standing
    as_of: date
    files: list[tuple[str, str]]
    learners: int
    sums: Sums
    goes_back: bool
    is_unpaid: bool
    is_kept: bool
    count: int
    folders: list[Path] = field(default_factory=list)

    def each(self, column: str) -> Iterator[Any]:
        """A column of the answers (``buckets.ANSWERS``), in the order of the document."""
        if column == "sign_off" and not self.goes_back:
            return iter(())
        rows = heapq.merge(*(_answers(path, column) for path in self.folders), key=lambda row: row[0])
        return (value for _, value in rows)

    def moves(self) -> list[Entry]:
        """What the run adds to the ledger, in the order in which a small run adds it."""
        rows = heapq.merge(*(_moves(path) for path in self.folders), key=lambda row: row[0])
        listed = [(place, entry) for _, place, entry in rows]
        there = [entry for place, entry in listed if place is None]
        return there + [entry for place, entry in sorted(listed, key=_by_place) if place is not None]


def judge_all(
    heads: Sequence[Head], run: RunFolder, contracts: Contracts, as_of: date, told: Told, processes: int
) -> Iterator[FileDone]:
    """Stage one over the files, those done before passed over; in their order. Large files are judged in parts."""
    said = (run, contracts, as_of, told)
    parts = {
        number: found
        for number, head in enumerate(heads)
        if not run.has(f"file-{number:06}.json") and (found := parts_of(head.source))
    }
    of_parts = [(number, one, heads[number].sha256) for number, found in parts.items() for one in found]
    for _ in in_processes(_judge_part, of_parts, min(processes, len(of_parts)), _begin_judging, said):
        pass
    tasks = [(number, head, parts.get(number, [])) for number, head in enumerate(heads)]
    yield from in_processes(_judge, tasks, processes, _begin_judging, said)
    refuse_other_rules(run)


def settle_everything(
    done: Sequence[FileDone],
    run: RunFolder,
    contracts: Contracts,
    ledger: Ledger,
    as_of: date,
    complete: bool,
    with_lines: bool,
    processes: int,
    tick: Tick = lambda more: None,
) -> LocalPay:
    """Stage two over all buckets; ``tick`` is told of every bucket."""
    stands = standing((one.returned for one in done), as_of)
    once = _each_once(done)
    moved = movements_table(ledger.entries)
    links = Links.of(_groups(once, ledger.entries, run))
    buckets = min(sum(one.claims for _, one in once) // CLAIMS_IN_A_BUCKET + 1, _most_buckets())
    _put_into_buckets(once, links, buckets, run)
    places = _movements_in_buckets(ledger.entries, links, buckets)
    tasks = [(number, moved.take(pa.array(places[number], pa.int64()))) for number in range(buckets)]
    found = LocalPay(
        stands,
        as_of,
        [(one.name, one.sha256) for one in done],
        sum(one.learners for one in done),
        Sums(),
        False,
        False,
        False,
        0,
        [run.path / _answers_name(number) for number in range(buckets)],
    )
    basis = Basis(contracts, stands, as_of, complete)
    for settled in in_processes(_settle, tasks, processes, _begin_settling, (run, basis, with_lines)):
        _take_in(found, settled)
        tick(1)
    refuse_other_rules(run)
    return found


def _take_in(found: LocalPay, settled: BucketDone) -> None:
    for ukprn, added in settled.sums.items():
        found.sums.add_amounts(ukprn, added)
    found.goes_back |= settled.goes_back
    found.is_unpaid |= settled.is_unpaid
    found.is_kept |= settled.is_kept
    found.count += settled.answers


def _each_once(done: Sequence[FileDone]) -> list[tuple[int, FileDone]]:
    """The files with their places; one that was given twice counts once."""
    once = {one.returned: (one.place, one) for one in done}
    return sorted(once.values(), key=lambda one: one[0])


# Stage one, in a process.

_judging: list[tuple[RunFolder, Contracts, date, Told]] = []


def _begin_judging(run: RunFolder, contracts: Contracts, as_of: date, told: Told) -> None:
    _judging[:] = [(run, contracts, as_of, told)]


def _judge_part(task: tuple[int, Part, str]) -> None:
    """Judge a part of a large file, and keep its claims."""
    number, part, sha256 = task
    run, contracts, as_of, _ = _judging[0]
    name = part_name(number, part.number)
    if run.has(name):
        return
    try:
        opened = open_again(part.source, sha256)
        check = FileCheck(opened, contracts, as_of, wmca_rules())
        claims = claims_of_part(check, part, opened.returned(as_of))
    except (Unreadable, NotAlike):
        keep_part(run, name, None)
        return
    run.keep(rows_name(number, part.number), lambda path: pq.write_table(claims, path, compression="zstd"))
    keep_part(run, name, seen(check, claims.num_rows))


def _judge(task: tuple[int, Head, list[Part]]) -> FileDone:
    number, head, parts = task
    run, _, as_of, _ = _judging[0]
    name = f"file-{number:06}.json"
    if run.has(name):
        return FileDone(**run.json(name))
    try:
        done = (_judged_in_parts(number, head, parts) if parts else None) or _judged(number, head.source)
    except Unreadable as why:
        return FileDone(number, None, 0, as_of.isoformat(), "", head.source.name, "", 0, 0, str(why))
    run.keep_json(name, asdict(done))
    drop_parts(run, number, parts)
    return done


def _judged(number: int, source: Source) -> FileDone:
    """A file judged as one. Raises ``Unreadable``."""
    run, contracts, as_of, told = _judging[0]
    found = stage_one(open_file(source, told), contracts, as_of)
    run.keep(claims_name(number), lambda part: pq.write_table(claims_table(found.claims), part, compression="zstd"))
    return _done(number, found.returned, found.learners, len(found.claims))


def _judged_in_parts(number: int, head: Head, parts: list[Part]) -> FileDone | None:
    """A file of which all parts have been judged; None where it has to be judged as one. Raises ``Unreadable``."""
    run, contracts, as_of, _ = _judging[0]
    known = parts_kept(run, number, parts)
    if known is None:
        return None
    opened = open_again(head.source, head.sha256)
    check, returned = FileCheck(opened, contracts, as_of, wmca_rules()), opened.returned(as_of)
    last = last_records(check, head.source, parts[0].cuts, known)
    counts: list[int] = []
    held = rows_of(run, number, parts)
    try:
        run.keep(claims_name(number), lambda into: counts.append(join_claims(check, last, held, into)))
    except NotAlike:
        return None
    return _done(number, returned, check.learners, counts[0])


def _done(place: int, one: ReturnOf, learners: int, claims: int) -> FileDone:
    prepared = one.prepared.isoformat()
    return FileDone(place, one.UKPRN, one.year, prepared, one.made, one.name, one.sha256, learners, claims)


def claims_name(number: int) -> str:
    """The file with the claims of a return, by its place among the files."""
    return f"claims-{number:06}.parquet"


# Between the stages.


def _groups(once: Sequence[tuple[int, FileDone]], entries: Sequence[Entry], run: RunFolder) -> list[Group]:
    """What the ULN alone does not keep together, provider by provider."""
    files: dict[int, list[int]] = defaultdict(list)
    for place, one in once:
        files[one.UKPRN or 0].append(place)
    moved: dict[int, set[Key]] = defaultdict(set)
    for entry in entries:
        moved[entry.UKPRN].add((entry.LearnRefNumber, None, entry.ULN))
    found: list[Group] = []
    for ukprn in sorted(files.keys() | moved.keys()):
        keys = {key for place in files[ukprn] for key in _keys(run.path / claims_name(place))}
        found += groups_of_provider(ukprn, keys | moved[ukprn])
    return found


def _keys(path: Path) -> Iterable[Key]:
    return _rows(pq.read_table(path, columns=list(LINK_COLUMNS[1:])), LINK_COLUMNS[1:])


def _put_into_buckets(once: Sequence[tuple[int, FileDone]], links: Links, buckets: int, run: RunFolder) -> None:
    """Write every claim into the file of its bucket, file after file, so that a bucket is in the order of the files."""
    ordered = sorted(once, key=lambda one: (one[1].name, one[1].sha256))
    with ExitStack() as stack:
        sinks = [
            stack.enter_context(pa.OSFile(str(run.path / _bucket_name(number)), "wb")) for number in range(buckets)
        ]
        writers = [stack.enter_context(pa.ipc.new_stream(sink, CLAIMS, options=_SQUEEZED)) for sink in sinks]
        for claims in _portions(run.path / claims_name(place) for place, _ in ordered):
            rows: dict[int, list[int]] = defaultdict(list)
            for at, key in enumerate(_rows(claims, KEYS)):
                rows[bucket(links.label(key[0] or 0, key[1], key[2]), buckets)].append(at)
            for number, own in rows.items():
                writers[number].write_table(claims.take(own))


def _portions(paths: Iterable[Path]) -> Iterator[pa.Table]:
    """The claims of several files at once, so that not every file has a few for every bucket."""
    held: list[pa.Table] = []
    for path in paths:
        for batch in pq.ParquetFile(path).iter_batches(CLAIMS_AT_ONCE):
            held.append(pa.Table.from_batches([batch]).cast(CLAIMS))
            if sum(one.num_rows for one in held) >= CLAIMS_AT_ONCE:
                yield pa.concat_tables(held)
                held = []
    if held:
        yield pa.concat_tables(held)


def _most_buckets() -> int:
    try:
        import resource
    except ImportError:  # Windows allows fewer
        return MOST_BUCKETS // 2
    allowed, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(min(MOST_BUCKETS, allowed - KEPT_OPEN), 1)


def _movements_in_buckets(entries: Sequence[Entry], links: Links, buckets: int) -> dict[int, list[int]]:
    places: dict[int, list[int]] = defaultdict(list)
    for at, entry in enumerate(entries):
        places[bucket(links.label(entry.UKPRN, entry.LearnRefNumber, entry.ULN), buckets)].append(at)
    return places


# Stage two, in a process.

_settling: list[tuple[RunFolder, Basis, bool]] = []


def _begin_settling(run: RunFolder, basis: Basis, with_lines: bool) -> None:
    _settling[:] = [(run, basis, with_lines)]


def _settle(task: tuple[int, pa.Table]) -> BucketDone:
    number, moved = task
    run, basis, with_lines = _settling[0]
    with pa.OSFile(str(run.path / _bucket_name(number))) as file:
        claims = in_file_order(pa.ipc.open_stream(file).read_all())
    answers = settle_bucket(claims, moved, basis, with_lines)
    run.keep(_answers_name(number), lambda part: _write_answers(part, answers))
    (run.path / _bucket_name(number)).unlink()
    return _summary(answers)


def _write_answers(path: Path, answers: pa.Table) -> None:
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_stream(sink, ANSWERS, options=_SQUEEZED) as writer:
        writer.write_table(answers, max_chunksize=ROWS_AT_ONCE)


def _summary(answers: pa.Table) -> BucketDone:
    sums: dict[int, dict[str, int]] = {}
    for ukprn, *amounts in _rows(answers, ("UKPRN", *SUMMED)):
        held = sums.setdefault(ukprn, dict.fromkeys(SUMMED, 0))
        for name, pence in zip(SUMMED, amounts, strict=True):
            held[name] += pence
    flags = [any(answers.column(name).to_pylist()) for name in ("sign_off", "is_unpaid", "is_kept")]
    return BucketDone(answers.num_rows, sums, *flags)


# The answers, in order.


def _answers(path: Path, column: str) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """The answers of a bucket: what they are sorted by, and the value of a column."""
    return _streamed(path, column)


def _moves(path: Path) -> Iterator[tuple[tuple[Any, ...], int | None, Entry]]:
    for key, (place, moved) in _streamed(path, "place", "movements"):
        for one in moved:
            yield key, place, Entry(**one)


def _streamed(path: Path, *columns: str) -> Iterator[tuple[tuple[Any, ...], Any]]:
    names = ("UKPRN", "LearnRefNumber", "LearnStartDate", "LearnAimRef", "ULN", *columns)
    with pa.OSFile(str(path)) as file:
        for batch in pa.ipc.open_stream(file):
            for ukprn, reference, start, aim, uln, *values in _rows(batch, names):
                key = (ukprn, reference or "", start or "9", aim or "", uln or 0)
                yield key, values[0] if len(columns) == 1 else values


def _by_place(moved: tuple[int | None, Entry]) -> int:
    return -1 if moved[0] is None else moved[0]


def _bucket_name(number: int) -> str:
    return f"bucket-{number:04}.arrows"


def _answers_name(number: int) -> str:
    return f"answers-{number:04}.arrows"


def _rows(table: pa.Table | pa.RecordBatch, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    return zip(*(table.column(name).to_pylist() for name in names), strict=True)


_SQUEEZED = pa.ipc.IpcWriteOptions(compression="zstd")
