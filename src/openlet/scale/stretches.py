"""The document of ``pay`` in stretches, which processes settle by themselves and which are then only joined.

The document is in the order of provider and LearnRefNumber. So a stretch is what a few small providers return, or a
part of the learners of a large one. Nearly everybody's claims and movements lie in one stretch, and are settled with
it. What hangs together (``links``) over several stretches, such as a person with two providers, **crosses**: it is set
aside, settled first, and its answers are put into their stretches.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from openlet.payments.ledger import Entry
from openlet.scale.arrow_tables import LINK_COLUMNS
from openlet.scale.links import Group, Key, Links, groups_of_provider

CROSSING = -1  # the stretch of what crosses
LAST = "\U0010ffff"  # sorts after every reference
Place = tuple[int, str]  # UKPRN and LearnRefNumber; 0 and "" where there is none
PLACES = pa.schema([("ULN", pa.int64()), ("stretch", pa.int32())])


@dataclass(frozen=True, slots=True)
class Kept:
    """The claims of a return on disk: Parquet, and how many."""

    path: Path
    claims: int


@dataclass(frozen=True, slots=True)
class Provider:
    """The claims of a provider, in the order of its files; 0 where a return names none."""

    UKPRN: int
    files: tuple[Kept, ...]

    @property
    def claims(self) -> int:
        """How many claims there are."""
        return sum(one.claims for one in self.files)


@dataclass(frozen=True, slots=True)
class Stretches:
    """Where each stretch begins; the first begins before everything."""

    starts: tuple[Place, ...]

    def of(self, ukprn: int | None, reference: str | None) -> int:
        """The stretch of what a provider says of a learner, from 0."""
        return bisect_right(self.starts, (ukprn or 0, reference or "")) - 1


@dataclass(frozen=True, slots=True)
class Known:
    """What has to be known of a provider: what its ULNs do not keep together, and where its learners are divided."""

    groups: list[Group]
    cuts: list[str]


def known_of(provider: Provider, moved: Iterable[Key], claims_in_a_stretch: int, most: int) -> Known:
    """What has to be known of a provider before its claims are put into stretches, at ``most`` so many."""
    columns = [_columns(one.path, LINK_COLUMNS[1:]) for one in provider.files]
    keys = {key for table in columns for key in _rows(table, LINK_COLUMNS[1:])}
    wanted = min(provider.claims // claims_in_a_stretch, most - 1)
    references = sorted(one or "" for table in columns if wanted for one in table.column("LearnRefNumber").to_pylist())
    cuts = sorted({references[len(references) * at // (wanted + 1)] for at in range(1, wanted + 1)} - {""})
    return Known(groups_of_provider(provider.UKPRN, keys.union(moved)), cuts)


def stretches_of(providers: Sequence[Provider], known: Sequence[Known], claims_in_a_stretch: int) -> Stretches:
    """The stretches: small providers together, large ones divided."""
    starts: list[Place] = [(0, "")]
    held = 0
    for provider, its in zip(providers, known, strict=True):
        if held and (its.cuts or held + provider.claims > claims_in_a_stretch):
            starts.append((provider.UKPRN, ""))
            held = 0
        starts += [(provider.UKPRN, cut) for cut in its.cuts]
        held = claims_in_a_stretch if its.cuts else held + provider.claims
    return Stretches(tuple(starts))


# Who crosses.


@dataclass(frozen=True, slots=True)
class Crossing:
    """Who hangs together over several stretches: by ULN and, where a claim has none, by provider and reference."""

    ulns: pa.Array
    references: frozenset[Place]

    def rows(self, claims: pa.Table) -> pa.BooleanArray:
        """Which claims of a table cross."""
        crosses = pc.fill_null(pc.is_in(claims.column("real_uln"), self.ulns), False).combine_chunks()
        open_ones = pc.indices_nonzero(claims.column("real_uln").is_null()).to_pylist() if self.references else []
        if not open_ones:
            return crosses
        found = crosses.to_pylist()
        names = claims.select(["UKPRN", "LearnRefNumber"]).take(open_ones)
        for at, (ukprn, reference) in zip(open_ones, _rows(names, names.column_names), strict=True):
            found[at] = (ukprn or 0, reference or "") in self.references
        return pa.array(found, pa.bool_())


def ulns_in_several(
    providers: Sequence[Provider], stretches: Stretches, moved: pa.Table, turn: int, turns: int
) -> pa.Array:
    """The ULNs with claims or movements (``PLACES``) in several stretches: of all ULNs those whose ``turn`` it is.

    ``turns`` is a power of two: so many steps are made, that memory does not grow with the number of learners.
    """
    tables = [_of_turn(moved, turn, turns)]
    for provider in providers:
        for one in provider.files:
            tables.append(_of_turn(_places(provider.UKPRN, one.path, stretches), turn, turns))
    found = pa.concat_tables(tables).group_by("ULN", use_threads=False).aggregate([("stretch", "min_max")])
    ends = found.column("stretch_min_max").combine_chunks()
    return found.filter(pc.not_equal(ends.field("min"), ends.field("max"))).column("ULN").combine_chunks()


def moved_places(entries: Sequence[Entry], stretches: Stretches) -> pa.Table:
    """Where the movements of the ledger are, as ``PLACES``."""
    places = [stretches.of(one.UKPRN, one.LearnRefNumber) for one in entries]
    return pa.table([[one.ULN for one in entries], places], schema=PLACES)


def crossing(groups: Sequence[Group], links: Links, ulns: pa.Array, stretches: Stretches) -> Crossing:
    """All who cross: the ``ulns`` in several stretches, and what hangs together with them or over several stretches."""
    in_several = set(pc.filter(ulns, pc.is_in(ulns, pa.array(links.ulns, pa.int64()))).to_pylist())
    labels = {_label(one, links) for one in groups if _is_crossing(one, in_several, stretches)}
    tied = [one for one in groups if _label(one, links) in labels]
    more = pa.array(sorted({uln for one in tied for uln in one.ulns} - in_several), pa.int64())
    references = frozenset((one.UKPRN, reference) for one in tied for reference in one.references)
    return Crossing(pa.concat_arrays([ulns, more]), references)


def _is_crossing(group: Group, in_several: set[int], stretches: Stretches) -> bool:
    places = {stretches.of(group.UKPRN, reference) for reference in group.references}
    return len(places) > 1 or not in_several.isdisjoint(group.ulns)


def _label(group: Group, links: Links) -> int:
    return links.ulns[group.ulns[0]] if group.ulns else links.references[group.UKPRN, group.references[0]]


def _places(ukprn: int, path: Path, stretches: Stretches) -> pa.Table:
    """The ULNs of a file and where its claims are, as ``PLACES``."""
    first, last = stretches.of(ukprn, None), stretches.of(ukprn, LAST)
    if first == last:
        ulns = _columns(path, ["real_uln"]).column(0)
        found = pa.repeat(pa.scalar(first, pa.int32()), len(ulns))
    else:
        table = _columns(path, ["LearnRefNumber", "real_uln"])
        ulns = table.column(1)
        found = pa.array([stretches.of(ukprn, one) for one in table.column(0).to_pylist()], pa.int32())
    return pa.table([ulns, found], schema=PLACES)


def _of_turn(places: pa.Table, turn: int, turns: int) -> pa.Table:
    ulns = places.column("ULN")
    kept = pc.and_(ulns.is_valid(), pc.equal(pc.bit_wise_and(ulns, turns - 1), turn))
    return places.filter(pc.fill_null(kept, False))


# Putting claims into their stretches.


@dataclass(frozen=True, slots=True)
class Shelf:
    """Providers whose claims one task puts into their stretches, from ``first`` to ``last``: several into one, or one
    into several."""

    providers: tuple[Provider, ...]
    first: int
    last: int


def shelves(providers: Sequence[Provider], stretches: Stretches) -> list[Shelf]:
    """The tasks in which all claims are put into their stretches."""
    found: list[Shelf] = []
    for one in providers:
        first, last = stretches.of(one.UKPRN, None), stretches.of(one.UKPRN, LAST)
        if found and found[-1].last == first:
            before = found.pop()
            found.append(Shelf((*before.providers, one), before.first, last))
        else:
            found.append(Shelf((one,), first, last))
    return found


def parted(claims: pa.Table, shelf: Shelf, stretches: Stretches, crossing: Crossing) -> Iterator[tuple[int, pa.Table]]:
    """The claims of each stretch; those that cross under ``CROSSING``."""
    crosses = crossing.rows(claims)
    if pc.any(crosses).as_py():
        yield CROSSING, claims.filter(crosses)
        claims = claims.filter(pc.invert(crosses))
    if shelf.first == shelf.last:
        yield shelf.first, claims
        return
    rows: dict[int, list[int]] = {}
    for at, key in enumerate(_rows(claims, ["UKPRN", "LearnRefNumber"])):
        rows.setdefault(stretches.of(*key), []).append(at)
    for number, own in rows.items():
        yield number, claims.take(own)


def _columns(path: Path, names: Sequence[str]) -> pa.Table:
    return pq.ParquetFile(path).read(list(names), use_threads=False)


def _rows(table: pa.Table | pa.RecordBatch, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    return zip(*(table.column(name).to_pylist() for name in names), strict=True)
