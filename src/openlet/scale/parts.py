"""A large file in parts, so that several processes work on it: each part reads it all and judges its own learners.

The records come in blocks: learners in a row, at most ``LEARNERS_OF_A_BLOCK``, or destination records in a row. A block
of learners belongs to one part; the first part has the destination records and what is said of the file as a whole, for
which it takes note of every record. What the parts found, put together in the order of the blocks, is what one process
finds that judges the whole file.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from openlet.exchange.occupancy import is_csv
from openlet.facts import forget
from openlet.ilr.opening import Source, Unreadable
from openlet.ilr.reading import Item
from openlet.ilr.records import Learner
from openlet.rules import Finding, Outcome, book
from openlet.scale.run_folder import RunFolder
from openlet.scale.stage_one import FileCheck, Top

BYTES_OF_A_PART = 20_000_000  # at least: a file that is not twice as large is never worth reading twice
LEARNERS_OF_A_BLOCK = 500
PLAN = "parts.json"
FIRST = 0
Noted = tuple[str, int, int, str | None, bool]  # of a rule in a block: code, count, unjudged, reason, crashed


@dataclass(frozen=True, slots=True)
class Part:
    """Part ``number`` (from 0) of the ``of`` parts of the file at a place among the files of the run."""

    place: int
    source: Source
    number: int = FIRST
    of: int = 1
    in_a_block: int = LEARNERS_OF_A_BLOCK

    @property
    def name(self) -> str:
        """The first part of the names of the files that it leaves in the folder of the run."""
        return f"part-{self.place:06}-{self.number + 1}-of-{self.of}"

    def has(self, block: int, record: Top) -> bool:
        """Whether this part judges the record of a block."""
        return self.number == (block % self.of if isinstance(record, Learner) else FIRST)


def parts_of_files(sources: Sequence[Source], run: RunFolder, processes: int) -> list[list[Part]]:
    """The parts of each file: as many as when the run was begun, with however many processes that was."""
    if not run.has(PLAN):
        run.keep_json(PLAN, planned([_size(one) for one in sources], processes))
    counts = [1 if run.has(done_name(place)) else count for place, count in enumerate(run.json(PLAN))]
    return [
        [Part(place, source, number, counts[place], LEARNERS_OF_A_BLOCK) for number in range(counts[place])]
        for place, source in enumerate(sources)
    ]


def planned(sizes: Sequence[int], processes: int) -> list[int]:
    """How many parts each file gets, by the bytes of all: every part reads the whole file, so no more than make sure
    that no process is left with a file that is more than its share of the work."""
    total = max(sum(sizes), 1)
    return [max(min(size // BYTES_OF_A_PART, ceil(size * processes / total)), 1) for size in sizes]


def _size(source: Source) -> int:
    """The bytes of the XML; 0 for what is not split, an occupancy report, or cannot be read: its own task says why."""
    try:
        return 0 if is_csv(source) else source.size()
    except Unreadable:
        return 0


def done_name(place: int) -> str:
    """The file that says that all of a file is done."""
    return f"file-{place:06}.json"


@dataclass(slots=True)
class PartCheck:
    """The check of a part: iterate for block, record and findings; afterwards ``notes`` says how rules did by block."""

    check: FileCheck
    part: Part
    notes: list[tuple[int, list[Noted]]] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[int, Top | None, list[Finding]]]:
        """The records of the part; in the first part last None, with what is on the whole. Raises ``Unreadable``."""
        check, part = self.check, self.part
        ilr = check.opened.read()
        block = at = 0
        for block, item in _in_blocks(ilr, part.in_a_block):
            record = item.record
            if isinstance(record, Learner):
                check.learners += 1
                check.deliveries += len(record.LearningDelivery)
            if part.has(block, record):
                if block != at:
                    self._note(at)
                    at = block
                yield block, record, check.checker.item(item)
            elif part.number == FIRST:
                check.checker.whole.see(record, check.given)
            if isinstance(record, Learner):
                forget(record)
        self._note(at)
        if part.number == FIRST:
            yield block + 1, None, check.checker.troubles(ilr.troubles) + check.checker.finish()
            self._note(block + 1)

    def _note(self, block: int) -> None:
        """Put down how the rules did in a block, and begin anew."""
        noted = self.check.checker.noted
        self.notes.append((block, [_noted(one) for one in noted.values()]))
        self.check.checker.noted = {}


def _in_blocks(items: Iterable[Item], in_a_block: int) -> Iterator[tuple[int, Item]]:
    """Each record with the number of its block."""
    block, held = 0, 0
    kind: type[object] | None = None
    for item in items:
        if held and (held == in_a_block or type(item.record) is not kind):
            block, held = block + 1, 0
        kind = type(item.record)
        held += 1
        yield block, item


def _noted(one: Outcome) -> Noted:
    assert not one.lacking  # only an occupancy report shows a part of its records, and it is not split
    return one.rule.code, one.count, one.unjudged, one.reason, one.crashed


def put_together(check: FileCheck, said: Sequence[dict[str, Any]]) -> None:
    """Let a check know what its parts (by what each left as JSON, the first first) found out. Raises ``Unreadable``."""
    if any(one["sha256"] != check.opened.sha256 for one in said):
        raise Unreadable(f"{check.opened.source.name} was changed while it was read. Start again when it is complete.")
    rules = {made.code: made for made in book()}
    noted: dict[str, Outcome] = {}
    notes = sorted(((block, own) for one in said for block, own in one["notes"]), key=itemgetter(0))
    for code, count, unjudged, reason, crashed in (each for _, own in notes for each in own):
        outcome = noted.setdefault(code, Outcome(rules[code]))
        outcome.count += count
        outcome.unjudged += unjudged
        outcome.crashed |= crashed
        outcome.reason = reason or outcome.reason
    check.checker.noted = noted
    check.learners, check.deliveries = said[FIRST]["learners"], said[FIRST]["deliveries"]


def keep_part(
    run: RunFolder, own: PartCheck, schema: pa.Schema, tables: Iterator[tuple[int, pa.Table]], more: dict[str, Any]
) -> None:
    """Keep a part: a row group for each block with a table, and what is to be known of it. Raises ``Unreadable``.

    ``more`` is looked at when all tables have been read.
    """
    blocks: list[int] = []

    def write(path: Path) -> None:
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            for block, table in tables:
                if table.num_rows:
                    writer.write_table(table, row_group_size=table.num_rows)
                    blocks.append(block)

    try:
        run.keep(f"{own.part.name}.parquet", write)
    except Unreadable:
        (run.path / f"{own.part.name}.parquet.part").unlink(missing_ok=True)
        raise
    file = {"sha256": own.check.opened.sha256, "learners": own.check.learners, "deliveries": own.check.deliveries}
    run.keep_json(f"{own.part.name}.json", {**file, "blocks": blocks, "notes": own.notes, **more})


def tables_of(run: RunFolder, parts: Sequence[Part], said: Sequence[dict[str, Any]]) -> Iterator[pa.Table]:
    """The tables of all blocks of a file, in their order."""
    files = [pq.ParquetFile(run.path / f"{part.name}.parquet") for part in parts]
    groups = ((block, at, group) for at, one in enumerate(said) for group, block in enumerate(one["blocks"]))
    try:
        for _, at, group in sorted(groups):
            yield files[at].read_row_group(group)
    finally:
        for file in files:
            file.close()


def forget_parts(run: RunFolder, place: int) -> None:
    """Remove what the parts of a file left, once the file is done."""
    for path in run.path.glob(f"part-{place:06}-*"):
        path.unlink()
