"""Put the claims of a run of ``pay`` into the stretches of its document (``stretches``), by processes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from openlet.scale.arrow_files import SideBySide, read_table, write_table
from openlet.scale.arrow_tables import CLAIMS
from openlet.scale.links import Key
from openlet.scale.pool import Workers
from openlet.scale.run_folder import RunFolder
from openlet.scale.stretches import (
    CROSSING,
    Crossing,
    Known,
    Place,
    Provider,
    Shelf,
    Stretches,
    known_of,
    parted,
    shelves,
    ulns_in_several,
)

CLAIMS_AT_ONCE = 20_000  # while they are put into stretches
CLAIMS_IN_A_TURN = 2_000_000  # while those are looked for who cross
ULNS = "who-crosses.arrows"


@dataclass(frozen=True, slots=True)
class Limits:
    """About how many claims a stretch holds, and how many files a process may have open."""

    claims: int
    most: int


def known_of_all(
    providers: Sequence[Provider], moved: Mapping[int, Sequence[Key]], limits: Limits, workers: Workers
) -> list[Known]:
    """What has to be known of each provider, with the keys of its movements."""
    tasks = [(one, moved.get(one.UKPRN, ()), limits) for one in providers]
    return list(workers.each(_known_of, tasks))


def _known_of(task: tuple[Provider, Sequence[Key], Limits]) -> Known:
    provider, moved, limits = task
    return known_of(provider, moved, limits.claims, limits.most)


def ulns_in_several_of_all(
    providers: Sequence[Provider], stretches: Stretches, moved: pa.Table, workers: Workers
) -> pa.Array:
    """The ULNs with claims or movements in several stretches, looked for in as many turns as memory asks for."""
    turns = 1
    while sum(one.claims for one in providers) > turns * CLAIMS_IN_A_TURN:
        turns *= 2
    tasks = [(providers, stretches, moved, turn, turns) for turn in range(turns)]
    return pa.concat_arrays(list(workers.each(_ulns_of_turn, tasks)))


def _ulns_of_turn(task: tuple[Sequence[Provider], Stretches, pa.Table, int, int]) -> pa.Array:
    return ulns_in_several(*task)


def part_claims(
    providers: Sequence[Provider], stretches: Stretches, cross: Crossing, folder: RunFolder, workers: Workers
) -> int:
    """Put all claims into the files of their stretches; those that cross apart: how many they are."""
    write_table(folder.path / ULNS, pa.table({"ULN": cross.ulns}))
    said = (folder, stretches, cross.references)
    return sum(workers.each(_part, shelves(providers, stretches), _begin, said))


def stretch_name(number: int) -> str:
    """The claims of a stretch."""
    return f"stretch-{number:06}.arrows"


_parting: list[tuple[RunFolder, Stretches, Crossing]] = []


def _begin(folder: RunFolder, stretches: Stretches, references: frozenset[Place]) -> None:
    ulns = read_table(folder.path / ULNS).column("ULN").combine_chunks()
    _parting[:] = [(folder, stretches, Crossing(ulns, references))]


def _part(shelf: Shelf) -> int:
    folder, stretches, cross = _parting[0]
    paths = {number: folder.path / stretch_name(number) for number in range(shelf.first, shelf.last + 1)}
    crossing = 0
    with SideBySide(paths | {CROSSING: folder.path / f"crossing-{shelf.first:06}.arrows"}, CLAIMS) as files:
        for number in paths:
            files.write(number, CLAIMS.empty_table())
        for claims in _portions(one.path for provider in shelf.providers for one in provider.files):
            for number, own in parted(claims, shelf, stretches, cross):
                files.write(number, own)
                crossing += own.num_rows if number == CROSSING else 0
    return crossing


def _portions(paths: Iterable[Path]) -> Iterator[pa.Table]:
    """The claims of several files at once, so that not every file has a few for every stretch."""
    held: list[pa.RecordBatch] = []
    for path in paths:
        for batch in pq.ParquetFile(path).iter_batches(CLAIMS_AT_ONCE, use_threads=False):
            held.append(batch)
            if sum(one.num_rows for one in held) >= CLAIMS_AT_ONCE:
                yield pa.Table.from_batches(held).cast(CLAIMS)
                held = []
    if held:
        yield pa.Table.from_batches(held).cast(CLAIMS)
