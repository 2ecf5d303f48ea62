"""What a settlement found, in a database file of its run folder that pages can search: milestones and movements.

It holds learner data by keys (ULN, LearnRefNumber), lies in the run folder and goes with it. It is written once, while
the document of ``pay`` is written, and rests on nothing else.
"""

import json
import os
import sqlite3
from codecs import getincrementaldecoder
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from openlet.payments.amounts import MILESTONES
from openlet.payments.ledger import Entry
from openlet.payments.once import ONCE, counted_for
from openlet.scale.buckets import csv_lines

NAME = "findings.sqlite"
AT_ONCE = 5_000  # rows that are written together
MILESTONE = (
    "UKPRN", "LearnRefNumber", "ULN", "LearnAimRef", "LearnStartDate", "milestone", "status", "amount",
    "previously_paid", "this_period", "movement", "withheld", "codes", "once", "counted_for", "why", "because",
)  # fmt: skip
MOVE = (
    "number", "UKPRN", "LearnRefNumber", "ULN", "LearnAimRef", "LearnStartDate", "milestone", "pence", "reason",
    "together", "because",
)  # fmt: skip
PENCE = ("amount", "previously_paid", "this_period", "withheld", "pence")
TABLES = f"""
CREATE TABLE milestone ({", ".join(MILESTONE)});
CREATE TABLE move ({", ".join(MOVE)}, PRIMARY KEY (number));
"""
INDEXES = """
CREATE INDEX of_provider ON milestone (UKPRN, LearnRefNumber);
CREATE INDEX of_learner ON milestone (ULN);
CREATE INDEX withheld_by ON milestone (codes) WHERE withheld > 0;
CREATE INDEX counted_once ON milestone (once, counted_for) WHERE once <> '';
CREATE INDEX moved ON move (reason, UKPRN);
"""
Row = dict[str, Any]
Place = tuple[Any, ...]


@dataclass(slots=True)
class OfProvider:
    """The figures of a provider, without learners: counts of bootcamps and learners, and what is withheld in pence.

    ``earned`` counts the milestones with an entitlement, ``withheld`` holds for each set of reasons a count and pence.
    """

    learners: set[str | None] = field(default_factory=set)
    bootcamps: int = 0
    earned: Counter[str] = field(default_factory=Counter)
    withheld: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))


class Entries:
    """The entries of a list in JSON, read from its text part by part; a part may end anywhere."""

    def __init__(self) -> None:
        self._text, self._decoding = "", getincrementaldecoder("utf-8")()
        self._read = json.JSONDecoder().raw_decode

    def of(self, part: bytes) -> Iterator[dict[str, Any]]:
        """The entries that end in a part."""
        self._text += self._decoding.decode(part)
        at = 0
        while (begins := self._text.find("{", at)) >= 0:
            try:
                entry, at = self._read(self._text, begins)
            except ValueError:  # it goes on in the next part
                break
            yield entry
        self._text = self._text[at:]


class Writing:
    """The database while it is written: shown every entry of the document, then the movements."""

    def __init__(self, path: Path, lines: BinaryIO) -> None:
        """``lines`` gets the rows of the CSV of ``pay``."""
        self.path, self._lines = path, lines
        self._reading = Entries()
        path.unlink(missing_ok=True)
        self._kept = sqlite3.connect(path)
        self._kept.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + TABLES)
        self._held: list[Place] = []
        self.of_providers: dict[int, OfProvider] = defaultdict(OfProvider)

    def part(self, text: bytes) -> None:
        """Take in a part of the text of the document's bootcamps, wherever it begins and ends."""
        for found in self._reading.of(text):
            self._entry(found)
            self._lines.write(csv_lines(found).encode())

    def _entry(self, found: dict[str, Any]) -> None:
        own = self.of_providers[found["UKPRN"]]
        own.bootcamps += 1
        own.learners.add(found["LearnRefNumber"])
        for name in MILESTONES:
            row = _milestone(found, name)
            own.earned[name] += row["amount"] > 0
            if row["withheld"]:
                counted = own.withheld[_no_pay(found, name)]
                counted[0] += 1
                counted[1] += row["withheld"]
            self._held.append(tuple(row.values()))
        if len(self._held) >= AT_ONCE:
            self._write()

    def _write(self) -> None:
        self._kept.executemany(f"INSERT INTO milestone VALUES ({_marks(MILESTONE)})", self._held)
        self._held = []

    def finish(self, moves: Sequence[Entry]) -> None:
        """Add what the run would add to the ledger, and put all on disk."""
        self._write()
        self._kept.executescript(INDEXES)
        rows = [self._move(at, one, whose) for at, (one, whose) in enumerate(zip(moves, together(moves), strict=True))]
        self._kept.executemany(f"INSERT INTO move VALUES ({_marks(MOVE)})", rows)
        self._kept.commit()
        self._kept.close()
        with self.path.open("rb+") as file:
            os.fsync(file.fileno())

    def _move(self, number: int, one: Entry, whose: int) -> Place:
        start = one.LearnStartDate.isoformat()
        sought = (one.UKPRN, one.LearnRefNumber, one.LearnAimRef, start, one.milestone)
        found = self._kept.execute(
            "SELECT because FROM milestone WHERE UKPRN = ? AND LearnRefNumber IS ? AND LearnAimRef = ? "
            "AND LearnStartDate = ? AND milestone = ? ORDER BY ULN <> ? LIMIT 1",
            (*sought, one.ULN),
        ).fetchone()
        who = (one.UKPRN, one.LearnRefNumber, one.ULN, one.LearnAimRef, start, one.milestone)
        return (number, *who, one.pence, one.reason, whose, found[0] if found else "")


def _milestone(entry: Mapping[str, Any], name: str) -> Row:
    one, attended = entry["milestones"][name], entry["bootcamp"]
    stopped = [each for each in entry["no_pay"] if name in each["blocks"]]
    unmet = [each for each in entry["not_met"] if each["milestone"] == name]
    once = next((each for each in (*stopped, *unmet) if each["code"] in ONCE), None)
    winner = counted_for(once["message"]) if once else None
    values = (
        entry["UKPRN"], entry["LearnRefNumber"], entry["ULN"], attended["LearnAimRef"], attended["LearnStartDate"],
        name, one["status"], *(_pence(one[what]) for what in PENCE[:3]), one["movement"], _pence(one["withheld"]),
        " ".join(dict.fromkeys(each["code"] for each in (*stopped, *unmet))), once["code"] if once else "",
        winner[1] if winner else None, once["message"].partition(". ")[0] if once else "", " ".join(one["because"]),
    )  # fmt: skip
    return dict(zip(MILESTONE, values, strict=True))


def _no_pay(entry: Mapping[str, Any], name: str) -> str:
    return " ".join(sorted({each["code"] for each in entry["no_pay"] if name in each["blocks"]}))


def _pence(money: str) -> int:
    return int(money.replace(".", ""))


def _marks(columns: Sequence[Any]) -> str:
    return ", ".join("?" * len(columns))


def together(moves: Sequence[Entry]) -> list[int]:
    """For each movement a number that those share which may hang on each other: one milestone of one person.

    Where money goes back for one bootcamp because another one counts, both belong together: the one is not paid while
    the other has not gone back. Who shares a ULN, or a provider and LearnRefNumber, is taken for one person.
    """
    above = list(range(len(moves)))

    def first(at: int) -> int:
        while above[at] != at:
            above[at] = at = above[above[at]]
        return at

    seen: dict[Place, int] = {}
    for at, one in enumerate(moves):
        reference = one.LearnRefNumber or at  # no reference tells nobody
        for mark in ((one.milestone, one.ULN), (one.milestone, one.UKPRN, reference)):
            other = seen.setdefault(mark, at)
            low, high = sorted((first(at), first(other)))
            above[high] = low
    return [first(at) for at in range(len(moves))]


@dataclass(frozen=True, slots=True)
class Findings:
    """The database of a settlement that is worked out, to be read only."""

    path: Path

    @property
    def is_there(self) -> bool:
        """Whether it has not been removed yet."""
        return self.path.exists()

    def rows(self, table: str, where: str, values: Sequence[Any], order: str, first: int, most: int) -> list[Row]:
        """Some rows of a table, as dictionaries; ``where`` and ``order`` are SQL of ours, ``values`` the user's."""
        asked = f"SELECT * FROM {table} WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?"
        return list(self._asked(asked, (*values, most, first)))

    def count(self, table: str, where: str, values: Sequence[Any]) -> tuple[int, int]:
        """How many rows of a table, and the pence of their ``this_period``, ``pence`` or what is withheld."""
        pence = "pence" if table == "move" else "withheld"
        (found,) = self._asked(
            f"SELECT COUNT(*) AS n, COALESCE(SUM({pence}), 0) AS pence FROM {table} WHERE {where}", values
        )
        return found["n"], found["pence"]

    def numbers(self, where: str, values: Sequence[Any]) -> set[int]:
        """The numbers of some movements."""
        return {row["number"] for row in self._asked(f"SELECT number FROM move WHERE {where}", values)}

    def in_groups(self, groups: Iterable[int]) -> list[Row]:
        """The movements that take money back and hang together with others, by the numbers of their groups."""
        wanted = sorted(groups)
        asked = f"SELECT * FROM move WHERE pence < 0 AND together IN ({_marks(wanted)})"
        return list(self._asked(asked, wanted)) if wanted else []

    def sums(self, column: str, where: str, values: Sequence[Any]) -> list[Row]:
        """How many milestones, and the pence withheld, for each value of a column."""
        asked = f"SELECT {column} AS value, COUNT(*) AS n, SUM(withheld) AS pence FROM milestone WHERE {where}"
        return list(self._asked(f"{asked} GROUP BY 1 ORDER BY 3 DESC, 1", values))

    def different(self, table: str, column: str, where: str) -> list[Any]:
        """The values of a column among some rows, in order."""
        return [
            row[column] for row in self._asked(f"SELECT DISTINCT {column} FROM {table} WHERE {where} ORDER BY 1", ())
        ]

    def _asked(self, sql: str, values: Sequence[Any]) -> Iterator[Row]:
        with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as kept:
            kept.row_factory = sqlite3.Row
            for row in kept.execute(sql, values):
                yield dict(row)


def kinds_of_moves(moves: Iterable[Entry]) -> dict[int, dict[str, list[int]]]:
    """For each provider, by reason and milestone ("new M1"), how many movements there are and their pence."""
    found: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for one in moves:
        counted = found[one.UKPRN][f"{one.reason} {one.milestone}"]
        counted[0] += 1
        counted[1] += one.pence
    return {ukprn: dict(sorted(kinds.items())) for ukprn, kinds in sorted(found.items())}
