"""The destination figures to share: without numbers under 5, nor any other that would give one of them away.

The tables are hidden in one go, because a number of one of them may follow from those of another. Of tables that only
have rows where somebody is counted, a hidden row is left out: four rows, whose numbers come to four, would be ones.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from openlet.reports.leavers import MISSING, SOCIAL, UNRESOLVED
from openlet.reports.suppress import SMALL, SMALLEST_SHOWN, suppressed
from openlet.reports.tables import Cell, Table
from openlet.spec.scheme import destinations, terms

LEAVERS, HEADLINE, CATEGORIES = "destinations-leavers", "destinations-headline", "destinations-categories"
CODES, MEASURES = "destinations-codes", "destinations-measures"
IN_WORK, INTO_WORK = "destinations-in-work", "destinations-into-work"
AGREEMENT, TIMELINESS = "destinations-agreement", "destinations-timeliness"

ALL_LEAVERS, TOTAL, NO_MEASURE = "leavers", "total", "no WMCA measure"
BY_WMCA, BY_ESFA = "WMCA", "ESFA"
SOCIAL_APART = f"social destinations ({SOCIAL}), not counted above"
OWN_LINES = {"WMCA14.0": "unable to contact", "WMCA15.0": "not known"}
ONLY_WHAT_IS_THERE = (LEAVERS, CODES, AGREEMENT)  # tables without rows where nobody is: a row would say somebody is
BOTH = "both"
COUNTS = ("leavers", "with_collection_date", "late")

Name = tuple[object, ...]  # of a number: the table that it is in and what it counts
Row = dict[str, Cell]


def line_of_category(category: str) -> str:
    """The headline's line for a category."""
    return "missing (no code)" if category == MISSING else category


def shared(tables: Sequence[Table]) -> tuple[Table, ...]:
    """The same tables in their shared version, named so."""
    pool = _Pool()
    for table in tables:
        for number, row in enumerate(table.records()):
            _add(pool, table.name, number, row)
    shown = pool.shown()
    hidden = [_with_counts(table, shown, pool) for table in tables]
    return tuple(replace(one, name=one.name.replace("destinations", "destinations-shared", 1)) for one in hidden)


@dataclass(slots=True)
class _Pool:
    """All numbers of all tables by their cell or, where they are only known by working them out, by their name."""

    counts: list[int] = field(default_factory=list)
    places: dict[Name, int] = field(default_factory=dict)
    totals: dict[Name, int] = field(default_factory=dict)  # of a sum, the place of the total
    parts: defaultdict[Name, list[int]] = field(default_factory=lambda: defaultdict(list))
    unseen: set[int] = field(default_factory=set)

    def add(self, cell: Name, count: Cell) -> int:
        """One number of a table; its place."""
        self.places[cell] = len(self.counts)
        self.counts.append(count if isinstance(count, int) else SMALLEST_SHOWN)
        return self.places[cell]

    def shown(self) -> dict[Name, int | str]:
        """What is to be shown in each cell."""
        sums = [[self._total(name, parts), *parts] for name, parts in list(self.parts.items())]
        found = suppressed(self.counts, sums, self.unseen)
        return {cell: found[place] for cell, place in self.places.items()}

    def _total(self, name: Name, parts: Sequence[int]) -> int:
        """The place of a total; where no table has it, whoever knows all parts knows it all the same.

        Two tables tell of those who need both a code and a destination record, so two sums have that total.
        """
        name = name[:3] if name[1] == BOTH else name
        if name not in self.totals:
            self.totals[name] = self.add(("sum", *name), sum(self.counts[place] for place in parts))
            self.unseen.add(self.totals[name])
        return self.totals[name]


def _add(pool: _Pool, table: str, number: int, row: Row) -> None:
    """Add the numbers of a row, and say of what sums they are the total and the parts."""
    provider = row["ukprn"]
    if table == TIMELINESS:
        _add_days(pool, number, row)
        return
    place = pool.add((table, number, "leavers"), row["leavers"])
    for name in _totals(table, row):
        pool.totals[provider, *name] = place
    for name in _parts(table, row):
        pool.parts[provider, *name].append(place)


def _totals(table: str, row: Row) -> Iterator[Name]:
    """The sums that a number is the total of."""
    if table == HEADLINE:
        yield ("line", row["line"])
        if row["line"] == ALL_LEAVERS:
            yield from (("all", *by) for by in (("category", BY_WMCA), ("category", BY_ESFA), ("measure",), ("work",)))
    elif table == CATEGORIES:
        yield ("category", row["by"], row["category"])
    elif table == MEASURES:
        yield ("measure", row["measure"])
    elif table == CODES:
        yield ("code", row["wmca_code"])
    elif table in (IN_WORK, INTO_WORK) and _is_total(row):
        yield (table,)


def _parts(table: str, row: Row) -> Iterator[Name]:
    """The sums that a number is a part of."""
    code = row.get("wmca_code")
    if table == HEADLINE and row["part_of"] == ALL_LEAVERS:
        yield ("line", ALL_LEAVERS)
    elif table == CATEGORIES:
        yield ("all", "category", row["by"])
    elif table == MEASURES:
        yield ("all", "measure")
    elif table == CODES:
        yield from _parts_of_code(row)
    elif table == LEAVERS:
        yield ("code", code)
        if _needs_both(str(row["leaving_month"])):
            yield (BOTH, _outcome(str(code)), table)
    elif table == AGREEMENT:
        yield (BOTH, row["wmca_code_says"], table)
    elif table in (IN_WORK, INTO_WORK):
        yield ("all", "work") if _is_total(row) else (table,)


def _parts_of_code(row: Row) -> Iterator[Name]:
    if row["wmca_code"] in OWN_LINES:
        yield ("line", OWN_LINES[str(row["wmca_code"])])
    if not row["counted"]:
        yield ("line", SOCIAL_APART)
        return
    yield ("line", line_of_category(str(row["category"])))
    for by, column in ((BY_WMCA, "wmca_category"), (BY_ESFA, "esfa_category")):
        yield ("category", by, line_of_category(str(row[column] or row["category"])))
    without = row["category"] if row["category"] in (UNRESOLVED, MISSING) else NO_MEASURE
    yield ("measure", row["measure"] or line_of_category(str(without)))


def _is_total(row: Row) -> bool:
    return TOTAL in (row.get("measure"), row.get("title"))


def _needs_both(month: str) -> bool:
    """Whether leavers of a month are held against their destination records (A-124)."""
    times = terms()["destinations"]
    return bool(f"{times['both_from']:%Y-%m}" <= month <= f"{times['both_to']:%Y-%m}")


def _outcome(code: str) -> str:
    found = destinations().get(code)
    return f"{found.OutType}{found.OutCode}" if found else code


def _add_days(pool: _Pool, number: int, row: Row) -> None:
    """Timeliness: those without a date, and those on time, follow by subtraction and are hidden with the rest.

    All leavers are those of the headline, social destinations with them.
    """
    provider, cells = row["ukprn"], {name: row[name] for name in COUNTS}
    everyone, dated, late = (pool.add((TIMELINESS, number, name), cells[name]) for name in COUNTS)
    count = pool.counts
    undated = pool.add((TIMELINESS, number, "undated"), count[everyone] - count[dated])
    on_time = pool.add((TIMELINESS, number, "on time"), count[dated] - count[late])
    pool.unseen |= {undated, on_time}
    pool.totals[provider, "days"], pool.parts[provider, "days"] = everyone, [dated, undated]
    pool.totals[provider, "dated"], pool.parts[provider, "dated"] = dated, [late, on_time]
    headline = [pool.totals[provider, "line", name] for name in (ALL_LEAVERS, SOCIAL_APART)]
    pool.totals[provider, "everyone"], pool.parts[provider, "everyone"] = everyone, headline


def _with_counts(table: Table, shown: dict[Name, int | str], pool: _Pool) -> Table:
    """The table with its numbers as they are shown; what would tell of a hidden one goes with it.

    A percentage tells its number, and the number of all. The shortest and longest time are one person's, and a median
    of few is nearly so.
    """
    rows, of_cell = [], {place: cell for cell, place in pool.places.items()}
    for number, row in enumerate(table.records()):
        cells = row | {name: shown[table.name, number, name] for name in COUNTS if name in row}
        if table.name in ONLY_WHAT_IS_THERE and isinstance(cells["leavers"], str):
            continue
        if "percent" in row:
            everyone = (table.name,) if table.name in (IN_WORK, INTO_WORK) else ("line", ALL_LEAVERS)
            of = shown[of_cell[pool.totals[row["ukprn"], *everyone]]]
            cells["percent"] = None if isinstance(cells["leavers"], str) or isinstance(of, str) else row["percent"]
        if table.name == TIMELINESS:
            typical = None if cells["with_collection_date"] == SMALL else row["median_days"]
            cells |= {"median_days": typical, "shortest_days": None, "longest_days": None}
        rows.append(tuple(cells.values()))
    return replace(table, rows=rows)
