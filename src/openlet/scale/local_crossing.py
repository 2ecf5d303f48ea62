"""Those of a run of ``pay`` who cross (``stretches``): settled in buckets; their answers are put into the stretches."""

import heapq
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from openlet.scale.arrow_files import SideBySide, batches, read_table, rows, write_table
from openlet.scale.arrow_tables import CLAIMS, in_file_order
from openlet.scale.buckets import ANSWERS, ORDER, Basis, order_of, settle_bucket
from openlet.scale.links import Links, bucket
from openlet.scale.pool import Workers
from openlet.scale.run_folder import RunFolder
from openlet.scale.stretches import Stretches

CLAIMS_OF_THEM = "crossing-*.arrows"  # from every task that put claims into stretches
ROWS_AT_ONCE = 16  # of each bucket, while its answers are put into their stretches
CLAIM = ("UKPRN", "LearnRefNumber", "real_uln")
MOVEMENT = ("UKPRN", "LearnRefNumber", "ULN")


@dataclass(frozen=True, slots=True)
class Settling:
    """What every process of stage two knows; ``with_lines``: whether the rows of the CSV are asked for."""

    folder: RunFolder
    basis: Basis
    with_lines: bool


def settle_crossing(moved: pa.Table, links: Links, buckets: int, said: Settling, workers: Workers) -> None:
    """Settle the claims that cross, with their movements."""
    if buckets:
        _put_into_buckets(links, buckets, said.folder)
    places = defaultdict(list)
    for at, key in enumerate(rows(moved, MOVEMENT)):
        places[bucket(links.label(*key), buckets)].append(at)
    tasks = ((number, moved.take(pa.array(places[number], pa.int64()))) for number in range(buckets))
    for _ in workers.each(_settle, tasks, _begin, (said,)):
        pass


def put_into_stretches(buckets: int, stretches: Stretches, folder: RunFolder) -> None:
    """Put the answers of all buckets into their stretches; one stretch after the other, since they are in order."""
    merged = heapq.merge(*(_answers(folder.path / answers_name(number)) for number in range(buckets)), key=_first)
    held: list[pa.RecordBatch] = []
    now = 0
    for (ukprn, reference, *_), row in merged:
        stretch = stretches.of(ukprn, reference)
        if stretch != now:
            _keep(held, now, folder)
            held, now = [], stretch
        held.append(row)
    _keep(held, now, folder)


def more_name(stretch: int) -> str:
    """The answers of those who cross in a stretch, in order."""
    return f"more-{stretch:06}.arrows"


def answers_name(number: int) -> str:
    """The answers of a bucket, in order."""
    return f"answers-{number:04}.arrows"


def _put_into_buckets(links: Links, buckets: int, folder: RunFolder) -> None:
    """Write every claim that crosses into the file of its bucket."""
    with SideBySide({number: folder.path / _bucket_name(number) for number in range(buckets)}, CLAIMS) as files:
        for number in range(buckets):
            files.write(number, CLAIMS.empty_table())
        for path in sorted(folder.path.glob(CLAIMS_OF_THEM)):
            claims = read_table(path)
            places: dict[int, list[int]] = defaultdict(list)
            for at, key in enumerate(rows(claims, CLAIM)):
                places[bucket(links.label(key[0] or 0, *key[1:]), buckets)].append(at)
            for number, own in places.items():
                files.write(number, claims.take(own))
            path.unlink()


_settling: list[Settling] = []


def _begin(said: Settling) -> None:
    _settling[:] = [said]


def _settle(task: tuple[int, pa.Table]) -> None:
    number, moved = task
    said = _settling[0]
    claims = said.folder.path / _bucket_name(number)
    answers = settle_bucket(in_file_order(read_table(claims)), moved, said.basis, said.with_lines)
    write_table(said.folder.path / answers_name(number), answers, ROWS_AT_ONCE)
    claims.unlink()


def _answers(path: Path) -> Iterator[tuple[tuple[Any, ...], pa.RecordBatch]]:
    """The answers of a bucket, one by one, each with what it is sorted by."""
    for batch in batches(path):
        for at, key in enumerate(rows(batch, ORDER)):
            yield order_of(*key), batch.slice(at, 1)


def _first(pair: tuple[tuple[Any, ...], pa.RecordBatch]) -> tuple[Any, ...]:
    return pair[0]


def _keep(held: Sequence[pa.RecordBatch], stretch: int, folder: RunFolder) -> None:
    if held:
        write_table(folder.path / more_name(stretch), pa.Table.from_batches(held, ANSWERS).combine_chunks())


def _bucket_name(number: int) -> str:
    return f"bucket-{number:04}.arrows"
