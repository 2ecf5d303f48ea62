"""The migration report: totals that add up, what became of which element and why, and a row for each of everything.

No table holds a value of a person: of sensitive elements only that they were carried or left behind.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence

from openlet.ilr.migrating import AIM, DESTINATION, FIELD, LEARNER, Outcome, Row, Totals
from openlet.reports.held import HeldText
from openlet.reports.tables import MARKING, Cell, Table, plain, safe

COLUMNS = (
    "into", "line", "LearnRefNumber", "AimSeqNumber", "LearnAimRef", "what", "path", "fields", "outcome", "attention",
    "reason",
)  # fmt: skip
SHOWN = 50  # rows of a table that people read
PLURAL = {LEARNER: "learners", AIM: "aims", DESTINATION: "destination records", FIELD: "fields"}


def cells(row: Row) -> tuple[Cell, ...]:
    """A row of the report as the cells of a table."""
    return (str(row.into), *row[1:8], str(row.outcome), row.attention, row.reason)


def detail_table(rows: Iterable[Row]) -> Table:
    """Every learner, aim and element."""
    return Table("migration", "Migration", COLUMNS, [cells(row) for row in rows])


def totals_table(totals: Iterable[Totals]) -> Table:
    """What was found in each step and what became of it; each row adds up."""
    rows: list[tuple[Cell, ...]] = [
        (f"{one.of} to {one.into}", PLURAL[what], one.found[what], *(one.told[what, outcome] for outcome in Outcome))
        for one in totals
        for what in PLURAL
    ]
    return Table("migration-totals", "Totals", ("step", "what", "found", *map(str, Outcome)), rows)


class MigrationSummary:
    """What people read: the same things together with their number, and the first of those that need a look."""

    def __init__(self) -> None:
        self.needing_attention = 0
        self.first: list[tuple[Cell, ...]] = []
        self._counts: dict[tuple[str, str, str, str, str], list[int]] = {}

    def add(self, row: Row) -> None:
        """Take in a row of the report."""
        key = (str(row.into), str(row.outcome), row.what, row.path, row.reason)
        count = self._counts.setdefault(key, [0, 0])
        count[0] += 1
        count[1] += row.fields
        if row.attention:
            self.needing_attention += 1
            if len(self.first) < SHOWN:
                self.first.append(
                    (
                        str(row.into), row.line, row.LearnRefNumber, row.AimSeqNumber, row.LearnAimRef, row.path,
                        str(row.outcome), row.reason,
                    )
                )  # fmt: skip

    def by_element(self, all_of_them: bool = True) -> Table:
        """How often each thing happened to each element; without ``all_of_them`` not what was merely carried."""
        rows = [
            (*key[:4], records, fields, key[4])
            for key, (records, fields) in self._counts.items()
            if all_of_them or key[1] != str(Outcome.CARRIED) or key[2] != FIELD
        ]
        order = [str(outcome) for outcome in Outcome]
        rows.sort(key=lambda row: (row[0], order.index(row[1]), row[2] == FIELD, -row[4]))
        columns = ("into", "outcome", "what", "path", "records", "fields", "reason")
        return Table("migration-summary", "What became of what", columns, rows)

    def attention(self) -> Table:
        """The first rows that need a look."""
        columns = ("into", "line", "learner", "aim", "LearnAimRef", "path", "outcome", "reason")
        more = self.needing_attention - len(self.first)
        title = "To look at" + (f" (the first {len(self.first)}; {more:,} more are in the report)" if more else "")
        return Table("migration-attention", title, columns, self.first)

    def tables(self, totals: Sequence[Totals]) -> list[Table]:
        """The tables for a terminal."""
        return [totals_table(totals), self.by_element(all_of_them=False), self.attention()]


class MigrationCsv:
    """The whole report as CSV, written row by row and held back until all is known."""

    def __init__(self) -> None:
        self._held = HeldText()
        self._writer = csv.writer(self._held, lineterminator="\r\n")
        self._writer.writerow((*COLUMNS, "marking"))

    def add(self, row: Row) -> None:
        """Add one row."""
        reference, aim = safe(row.LearnRefNumber), safe(row.LearnAimRef)  # all else is our own words and numbers
        self._writer.writerow(
            (
                row.into.year, row.line, reference, row.AimSeqNumber, aim, row.what, row.path, row.fields, row.outcome,
                plain(row.attention), row.reason, MARKING,
            )
        )  # fmt: skip

    def chunks(self) -> Iterator[bytes]:
        """The whole text, as UTF-8."""
        return self._held.chunks()
