"""Stage one of a large file in parts: each part by itself, then what rests on the file as a whole.

A part of learners leaves its claims or findings, and what the rules on a whole return note of its learners (``Seen``).
From the notes of all parts, in their order, the last step makes the very state that a check of the whole would have
come to, judges the destination records with it and finishes. Where the parts do not add up to the whole
(``ilr.parts.NotAlike``) the file is judged as one.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from openlet.ilr.opening import Source, Unreadable
from openlet.ilr.parts import Cuts, PartItems, cuts_of
from openlet.payments.claims import ReturnOf
from openlet.rules import Outcome, Rule, book
from openlet.rules.whole import Closed, Leaver, Mark, Sighting, Sightings
from openlet.scale.arrow_tables import CLAIMS, claims_of_table, claims_table
from openlet.scale.run_folder import RunFolder
from openlet.scale.stage_one import (
    FileCheck,
    Records,
    claims_found,
    faults_of,
    with_late,
    without_crashed_rules,
    without_hidden,
)

LARGE_FILE = 48_000_000  # bytes from which on a file is judged in parts
PART = 16_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """A part of learners of a large file, of whose parts it is one."""

    source: Source
    cuts: Cuts
    number: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a part, as JSON holds it. ``rows``: how many claims or findings; ``notes`` of learners."""

    learners: int
    deliveries: int
    rows: int
    ended: list[list[Any]]
    notes: list[list[Any]]


def parts_of(source: Source) -> list[Part]:
    """The parts that a file is judged in; none where it is judged as one."""
    if source.path is None or source.path.suffix.lower() == ".csv":
        return []
    try:
        cuts = cuts_of(source, PART) if _is_large(source) else None
    except Unreadable:
        return []
    return [Part(source, cuts, number) for number in range(len(cuts.learners))] if cuts else []


def _is_large(source: Source) -> bool:
    if source.path is not None and source.xml_name == source.path.name:
        return source.path.stat().st_size >= LARGE_FILE
    with source.open() as stream:
        return stream.seek(0, 2) >= LARGE_FILE


def part_name(file: int, part: int) -> str:
    """What is known of a part, in the folder of a run; its claims or findings are beside it, as Parquet."""
    return f"part-{file:06}-{part:04}.json"


def keep_part(run: RunFolder, name: str, known: Seen | None) -> None:
    """Keep what is known of a part; None: the file has to be judged as one."""
    run.keep_json(name, asdict(known) if known is not None else None)


def parts_kept(run: RunFolder, file: int, parts: Sequence[Part]) -> list[Seen] | None:
    """What is known of all parts of a file; None where it has to be judged as one."""
    said = [run.json(part_name(file, one.number)) for one in parts]
    return None if None in said else [Seen(**one) for one in said]


def rows_of(run: RunFolder, file: int, parts: Sequence[Part]) -> list[Path]:
    """The claims or findings of the parts."""
    return [run.path / rows_name(file, one.number) for one in parts]


def rows_name(file: int, part: int) -> str:
    """The claims or findings of a part, in the folder of a run."""
    return f"part-{file:06}-{part:04}.parquet"


def drop_parts(run: RunFolder, file: int, parts: Sequence[Part]) -> None:
    """Remove the parts of a file that is done."""
    for one in parts:
        for name in (rows_name(file, one.number), part_name(file, one.number)):
            (run.path / name).unlink(missing_ok=True)


# A part.


def part_records(check: FileCheck, part: Part) -> Records:
    """The learners of a part with what was found on them; then ``seen`` can be told. Raises ``NotAlike``."""
    check.checker.whole = Sightings()
    return check.judged(PartItems(part.source, part.cuts, part.number))


def seen(check: FileCheck, rows: int) -> Seen:
    """What is known of a part whose records have all been judged."""
    whole = check.checker.whole
    assert isinstance(whole, Sightings)
    ended = [_ended(one) for one in check.checker.noted.values()]
    return Seen(check.learners, check.deliveries, rows, ended, [_noted(one) for one in whole.seen])


# The whole.


def last_records(check: FileCheck, source: Source, cuts: Cuts, parts: Sequence[Seen]) -> Records:
    """What is left of a file when its learners have been judged: as ``FileCheck.records`` ends. Raises ``NotAlike``."""
    rules = {made.code: made for made in book()}
    for part in parts:
        check.learners += part.learners
        check.deliveries += part.deliveries
        for one in part.ended:
            _take_in(check, one, rules)
        for note in part.notes:
            check.checker.whole.note(_sighting(note))
    if cuts.rest is not None:
        yield from check.judged(PartItems(source, cuts, None))
    yield None, check.checker.finish()


def join_claims(check: FileCheck, last: Records, parts: Sequence[Path], into: Path) -> int:
    """Write the claims of all parts, with what was only found at the end; how many they are. Raises ``NotAlike``."""
    late = [one for _, findings in last for one in faults_of(findings, check.given)]
    outcomes, count = check.outcomes, 0
    with pq.ParquetWriter(into, CLAIMS, compression="zstd") as writer:
        for path in parts:
            claims = with_late(list(claims_of_table(pq.read_table(path, schema=CLAIMS))), late, check.given)
            claims = without_hidden(without_crashed_rules(claims, outcomes, check.given), outcomes, check.given)
            writer.write_table(claims_table(claims, count))
            count += len(claims)
    return count


def claims_of_part(check: FileCheck, part: Part, returned: ReturnOf) -> Any:
    """The claims of a part as ``CLAIMS``. Raises ``NotAlike``."""
    return claims_table(claims_found(part_records(check, part), check.given, returned))


# As JSON.


def _ended(one: Outcome) -> list[Any]:
    lacking = {element: [list(place) for place in places] for element, places in one.lacking.items()}
    return [one.rule.code, one.count, one.unjudged, lacking, one.reason, one.crashed]


def _take_in(check: FileCheck, said: list[Any], rules: dict[str, Rule]) -> None:
    """How a rule ended on a part, added to how it ended on those before."""
    code, count, unjudged, lacking, reason, crashed = said
    held = check.checker.noted.setdefault(code, Outcome(rules[code]))
    held.count += count
    held.unjudged += unjudged
    for element, places in lacking.items():
        held.lacking.setdefault(element, set()).update((place[0], place[1]) for place in places)
    held.crashed |= crashed
    held.reason = reason or held.reason


def _noted(one: Sighting) -> list[Any]:
    closed = one.closed and [*_mark(one.closed.mark), _day(one.closed.ended), sorted(map(str, one.closed.programmes))]
    leavers = [
        [*_mark(each.mark), _day(each.LearnStartDate), _day(each.LearnActEndDate), each.wmca_code]
        for each in one.leavers
    ]
    return [*_mark(one.mark)[:3], one.is_bootcamp_learner, one.is_still_learning, closed, leavers]


def _sighting(said: list[Any]) -> Sighting:
    line, reference, uln, is_bootcamp_learner, is_still_learning, closed, leavers = said
    return Sighting(
        Mark(line, reference, uln),
        is_bootcamp_learner,
        is_still_learning,
        _closed(closed) if closed else None,
        tuple(_leaver(one) for one in leavers),
    )


def _closed(said: list[Any]) -> Closed:
    *mark, text, programmes = said
    ended = date.fromisoformat(text)
    held: tuple[Any, ...] = (*mark, (("LearnActEndDate", ended),))
    return Closed(Mark(*held), ended, frozenset(None if one == "None" else int(one) for one in programmes))


def _leaver(said: list[Any]) -> Leaver:
    *mark, started, ended, code = said
    start, end = (None if day is None else date.fromisoformat(day) for day in (started, ended))
    held: tuple[Any, ...] = (*mark, (("LearnActEndDate", end),))
    return Leaver(Mark(*held), start, end, code)


def _mark(mark: Mark) -> list[Any]:
    return [mark.line, mark.LearnRefNumber, mark.ULN, mark.AimSeqNumber, mark.LearnAimRef]


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
