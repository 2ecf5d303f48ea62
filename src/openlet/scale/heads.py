"""The heads of many files, read by several processes: enough to plan a run. Files that cannot be read are named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from openlet.exchange.occupancy import Told
from openlet.ilr.opening import Source, Unreadable
from openlet.scale.pool import Workers
from openlet.scale.stage_one import NOTHING_TOLD, open_file

_told: list[Told] = [NOTHING_TOLD]


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a file before it is judged. ``broken``: why it cannot be read, None where it can."""

    source: Source
    sha256: str
    prepared: date | None
    notes: tuple[str, ...] = ()
    broken: str | None = None


def heads_of(sources: Sequence[Source], told: Told, workers: Workers) -> list[Head]:
    """The heads, in the order of the files."""
    return list(workers.each(head_of, sources, _begin, (told,)))


def readable(heads: Sequence[Head], keep_going: bool) -> tuple[list[Head], list[str]]:
    """The files that can be judged, and what is wrong with the others; without ``keep_going`` that stops the run.

    Raises ``Unreadable``.
    """
    broken = [head.broken for head in heads if head.broken is not None]
    if broken and not keep_going:
        raise Unreadable(broken_in_words(broken))
    found = [head for head in heads if head.broken is None]
    if not found:
        raise Unreadable(broken_in_words(broken))
    return found, broken


def broken_in_words(broken: Sequence[str]) -> str:
    """The first fault, and how many more there are."""
    more = f" {len(broken) - 1} more file(s) cannot be read either." if len(broken) > 1 else ""
    return f"{broken[0]}{more} With --keep-going the others are judged, and these named."


def day_of(heads: Sequence[Head], as_of: date | None) -> date:
    """The day of the run: as given, or the newest preparation date; never the clock. Raises ``Unreadable``."""
    if as_of is not None:
        return as_of
    undated = [head.source.name for head in heads if head.prepared is None]
    if undated:
        raise Unreadable(
            f"{min(undated)} has no FilePreparationDate that can be read. Correct it, or say --as-of DATE."
        )
    return max(head.prepared for head in heads if head.prepared is not None)


def _begin(told: Told) -> None:
    _told[0] = told


def head_of(source: Source) -> Head:
    """The head of one file."""
    try:
        opened = open_file(source, _told[0])
        return Head(source, opened.sha256, opened.prepared, tuple(opened.notes))
    except Unreadable as why:
        return Head(source, "", None, broken=str(why))
