"""How a return goes into the next year, element by element (``migration.csv``).

The paths are those of ``fields.csv``. A row holds for the steps into the years ``into_from`` to ``into_to``; ``when``
limits it to records in which an element has a value (``LearnDelFAMType=LDM``).
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from openlet.spec.tables import Row, all_rows
from openlet.spec.years import Year, years

# What happens to an element. "selected" records are judged one by one; "new" stands only in the new year.
COPIED, CLEARED, DROPPED, RENAMED, NEW = "copied", "cleared", "dropped", "renamed", "new"
MADE = "made"  # made anew for the new file
SELECTED = "selected"
LISTED = "listed"  # copied unless its code has left the list
NUMBERED = "numbered"  # counted anew where asked
IN_FORCE = "in force"  # copied if in force just before the earliest start, or later
OPEN_END = "open"  # copied but for the end of the last record of an open aim
WITH_ITS_LEARNER = "with its learner"
RULES = frozenset(
    (COPIED, CLEARED, DROPPED, RENAMED, NEW, MADE, SELECTED, LISTED, NUMBERED, IN_FORCE, OPEN_END, WITH_ITS_LEARNER)
)


class NoWay(ValueError):
    """There is no step from the one year to the other; the text is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """What happens to one element on the way into a year.

    ``when`` is an element of the record and the value that it must have, or None. ``target`` is the new name of a
    renamed element. ``reason`` says why in words, with ``{to}`` for the year, ``{kind}`` for the value of ``when`` and
    ``{code}`` for the code concerned. ``certainty`` and ``evidence`` say what the row rests on.
    """

    path: str
    when: tuple[str, str] | None
    rule: str
    target: str | None
    reason: str
    certainty: str
    evidence: str


@cache
def mappings(to: Year) -> dict[str, tuple[Mapping, ...]]:
    """What happens on the way into a year from the one before, by path; those with a condition first."""
    found: dict[str, tuple[Mapping, ...]] = {}
    for row in all_rows("migration.csv"):
        if int(row["into_from"]) <= to.code and (not row["into_to"] or to.code <= int(row["into_to"])):
            found[row["path"]] = (*found.get(row["path"], ()), _mapping(row))
    return {path: tuple(sorted(held, key=lambda one: one.when is None)) for path, held in found.items()}


def oldest_planned_end(to: Year) -> date:
    """The earliest planned end with which an apprenticeship programme goes into a year: 1 August two years before it.

    For 2023-24 1 August 2021 (Appendix B as quoted, changes.md 4.1); for the other years inferred from that.
    """
    return to.first_day.replace(year=to.first_day.year - 2)


@cache
def steps(of: Year, to: Year) -> tuple[tuple[Year, Year], ...]:
    """The steps from one year to a later one, each from a year to the next. Raises ``NoWay``."""
    if of.code >= to.code:
        raise NoWay(f"A return of {of} cannot be carried into {to}, which is not a later year.")
    return tuple((before, after) for before, after in pairwise(years()) if of.code <= before.code < to.code)


def _mapping(row: Row) -> Mapping:
    element, _, value = row["when"].partition("=")
    return Mapping(
        row["path"],
        (element, value) if element else None,
        row["rule"],
        row["target"] or None,
        row["reason"],
        row["certainty"],
        row["evidence"],
    )
