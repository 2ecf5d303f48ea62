"""What a migration tells: a row for each learner, aim and element, the questions, and totals that add up."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from openlet.ilr.migrating.choices import Choice
from openlet.spec.years import Year

LEARNER, AIM, DESTINATION, FIELD, STRAY = "learner", "aim", "destination record", "field", "not in the layout"
COUNTED = (LEARNER, AIM, DESTINATION, FIELD)


class Outcome(StrEnum):
    """What became of a learner, an aim or a field."""

    CARRIED = "carried"
    CHANGED = "changed"
    LEFT = "left behind"
    ASIDE = "kept aside"


class Row(NamedTuple):
    """One line of the migration report. It never holds a value of a person.

    ``into``: the year of the step. ``line``: where the learner or aim stands in the file, if it came from one.
    ``what``: ``learner``, ``aim`` or ``destination record`` for the record as a whole (one row each); ``field`` for
    elements of a record that goes; ``not in the layout`` for what the reader could not keep.
    ``path``: the element or record, from the top record down. ``fields``: how many values the row is about: for a
    whole record that does not go all of its own, for one that goes none, because each has a row of its own.
    ``attention``: whether somebody should look at it.
    """

    into: Year
    line: int | None
    LearnRefNumber: str | None
    AimSeqNumber: int | None
    LearnAimRef: str | None
    what: str
    path: str
    fields: int
    outcome: Outcome
    attention: bool
    reason: str


class Question(NamedTuple):
    """An aim of which only the provider knows whether it goes on.

    ``kind``: ``break`` or ``unknown outcome``. ``answer``: what was done. ``decided``: whether the provider has said
    so; otherwise the question is still open.
    """

    into: Year
    line: int | None
    LearnRefNumber: str
    AimSeqNumber: int | None
    LearnAimRef: str | None
    kind: str
    answer: Choice
    decided: bool


@dataclass(slots=True)
class Totals:
    """How much of each kind was found and what became of it, in one step.

    ``found`` is counted from the records themselves, ``told`` from the rows: the two must agree.
    """

    of: Year
    into: Year
    found: Counter[str] = field(default_factory=Counter)
    told: Counter[tuple[str, Outcome]] = field(default_factory=Counter)

    def add_up(self) -> bool:
        """Whether everything found has been told of."""
        return all(self.found[what] == sum(self.told[what, one] for one in Outcome) for what in COUNTED)

    def count(self, row: Row) -> None:
        """Take in a row."""
        if row.what in (LEARNER, AIM, DESTINATION):
            self.told[row.what, row.outcome] += 1
        self.told[FIELD, row.outcome] += row.fields
