"""Stage one of ``pay`` over any number of files on one machine; ``local_settle`` is stage two.

A process takes a file and leaves its claims as Parquet (``arrow_tables.CLAIMS``) in the run's folder.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date

import pyarrow.parquet as pq

from openlet.contracts.terms import Contracts
from openlet.exchange.occupancy import Told
from openlet.ilr.opening import Source, Unreadable
from openlet.ilr.parts import NotAlike
from openlet.payments.claims import ReturnOf
from openlet.scale.arrow_tables import claims_table
from openlet.scale.heads import Head
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
from openlet.scale.pool import Workers
from openlet.scale.run_folder import RunFolder, refuse_other_rules
from openlet.scale.stage_one import FileCheck, open_again, open_file, stage_one, wmca_rules


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


def judge_all(
    heads: Sequence[Head], run: RunFolder, contracts: Contracts, as_of: date, told: Told, workers: Workers
) -> Iterator[FileDone]:
    """Stage one over the files, those done before passed over; in their order. Large files are judged in parts."""
    said = (run, contracts, as_of, told)
    parts = {
        number: found
        for number, head in enumerate(heads)
        if not run.has(f"file-{number:06}.json") and (found := parts_of(head.source))
    }
    of_parts = [(number, one, heads[number].sha256) for number, found in parts.items() for one in found]
    for _ in workers.each(_judge_part, of_parts, _begin_judging, said):
        pass
    tasks = [(number, head, parts.get(number, [])) for number, head in enumerate(heads)]
    yield from workers.each(_judge, tasks, _begin_judging, said)
    refuse_other_rules(run)


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
