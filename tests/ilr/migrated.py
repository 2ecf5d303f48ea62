"""Carry records into a later year as a provider would: written, read, carried, written and read again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from openlet.ilr.migrating import FIELD, Choices, Migration, Outcome, Row, migrate
from openlet.ilr.records import Learner, LearnerDestinationandProgression
from openlet.spec.years import year_of
from tests import make

Top = Learner | LearnerDestinationandProgression


@dataclass(frozen=True)
class Migrated:
    """A migration, and its records as they stand in the file of the new year."""

    migration: Migration
    learners: list[Learner]
    destinations: list[LearnerDestinationandProgression]
    xml: str

    @property
    def learner(self) -> Learner:
        """The only learner that went."""
        (learner,) = self.learners
        return learner

    @property
    def aims(self) -> list[str | None]:
        """The references of the aims of the only learner."""
        return [aim.LearnAimRef for aim in self.learner.LearningDelivery]

    def rows(self, what: str | None = None, path: str | None = None, outcome: Outcome | None = None) -> list[Row]:
        """The rows of the report of a kind."""
        return [
            row
            for row in self.migration.report
            if what in (None, row.what) and (path is None or row.path.endswith(path)) and outcome in (None, row.outcome)
        ]

    def row(self, path: str, what: str = FIELD) -> Row:
        """The only row about an element."""
        (row,) = self.rows(what, path)
        return row


def migrated(*records: Top, of: str = "2023-24", to: str = "2024-25", choices: Choices | None = None) -> Migrated:
    """Carry records into a year by way of files."""
    return from_file(make.xml(records, of), to, choices)


def from_file(content: str, to: str, choices: Choices | None = None) -> Migrated:
    """Carry the records of a file into a year, and read them back from the file of that year."""
    ilr, items = make.read(content)
    migration = migrate((item.record for item in items), ilr.year, year_of(to), choices)
    assert all(totals.add_up() for totals in migration.totals)
    made: list[Top] = [*migration.learners, *migration.destinations]
    written = make.xml(made, to)
    _, again = make.read(written)
    learners = [item.record for item in again if isinstance(item.record, Learner)]
    destinations = [item.record for item in again if isinstance(item.record, LearnerDestinationandProgression)]
    return Migrated(migration, learners, destinations, written)


def values(content: str) -> Iterator[tuple[str, str]]:
    """Every element with a text of the learners and destination records of a file: its name and its text."""
    root = etree.fromstring(content.encode())
    tops: Sequence[Any] = [*root.findall("{*}Learner"), *root.findall("{*}LearnerDestinationandProgression")]
    for top in tops:
        for element in top.iter("{*}*"):
            if not len(element) and element.text:
                yield etree.QName(element).localname, element.text
