"""The destination figures to share: without numbers under 5, nor any other that would give one of them away."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from openlet.reports.leavers import MISSING, SOCIAL
from openlet.reports.suppress import SMALL, SMALLEST_SHOWN, suppressed
from openlet.reports.tables import Cell, Table

LEAVERS, HEADLINE = "destinations-leavers", "destinations-headline"
IN_WORK, INTO_WORK = "destinations-in-work", "destinations-into-work"
AGREEMENT, TIMELINESS = "destinations-agreement", "destinations-timeliness"
ADD_UP = (LEAVERS, HEADLINE, IN_WORK, INTO_WORK)  # tables whose numbers add up to one another

ALL_LEAVERS, TOTAL = "leavers", "total"
SOCIAL_APART = f"social destinations ({SOCIAL}), not counted above"
OWN_LINES = {"WMCA14.0": "unable to contact", "WMCA15.0": "not known"}
BY_EMPLOYMENT = "in work and out of work at the start"


def line_of_category(category: str) -> str:
    """The headline's line for a category."""
    return "missing (no code)" if category == MISSING else category


def shared(tables: Sequence[Table]) -> tuple[Table, ...]:
    """The same tables in their shared version, named so."""
    by_name = {one.name: one for one in tables}
    hidden = [*_hide_together([by_name[name] for name in ADD_UP])]
    hidden += [_hide_agreement(by_name[AGREEMENT]), _hide_days(by_name[TIMELINESS])]
    return tuple(replace(one, name=one.name.replace("destinations", "destinations-shared", 1)) for one in hidden)


def _hide_together(tables: Sequence[Table]) -> list[Table]:
    """Hide small numbers of several tables in one go, knowing which numbers add up to which."""
    sums: dict[tuple[Cell, str], list[int]] = {}
    counts: list[int] = []
    for table in tables:
        for row in table.records():
            for name, is_total in _sums(table.name, row):
                places = sums.setdefault((row["ukprn"], name), [])
                places.insert(0 if is_total else len(places), len(counts))
            counts.append(_count(row["leavers"]))
    shown = iter(suppressed(counts, sums.values()))
    return [_with_counts(table, "leavers", [next(shown) for _ in table.rows]) for table in tables]


def _sums(table: str, row: dict[str, Cell]) -> Iterator[tuple[str, bool]]:
    """The sums that a number belongs to, and whether it is the total of it."""
    if table == HEADLINE:
        line = str(row["line"])
        yield line, True
        if line == ALL_LEAVERS:
            yield BY_EMPLOYMENT, True
        elif row["part_of"] == ALL_LEAVERS:
            yield ALL_LEAVERS, False
    elif table == LEAVERS:
        yield line_of_category(str(row["category"])) if row["counted"] else SOCIAL_APART, False
        if row["wmca_code"] in OWN_LINES:
            yield OWN_LINES[str(row["wmca_code"])], False
    else:
        is_total = TOTAL in (row.get("measure"), row.get("title"))
        yield table, is_total
        if is_total:
            yield BY_EMPLOYMENT, False


def _hide_agreement(table: Table) -> Table:
    """Agreement: each provider's numbers add up to leavers whose number follows from the other tables."""
    counts = [_count(cell) for cell in table.column("leavers")]
    parts: dict[Cell, list[int]] = {}
    for place, ukprn in enumerate(table.column("ukprn")):
        parts.setdefault(ukprn, []).append(place)
    totals = [sum(counts[place] for place in places) for places in parts.values()]
    sums = [[len(counts) + number, *places] for number, places in enumerate(parts.values())]
    return _with_counts(table, "leavers", suppressed([*counts, *totals], sums)[: len(counts)])


def _hide_days(table: Table) -> Table:
    """Timeliness: the shortest and longest are one person's and never shared, the median not of a hidden number.

    Those without a date, and those on time, follow by subtraction: they are hidden with the rest.
    """
    rows = []
    for row in table.rows:
        *context, leavers, dated, late, typical, _, _ = row
        counts = [_count(leavers), _count(dated), _count(leavers) - _count(dated), _count(late)]
        counts.append(_count(dated) - _count(late))
        shown = suppressed(counts, [[0, 1, 2], [1, 3, 4]])
        rows.append((*context, shown[0], shown[1], shown[3], None if shown[1] == SMALL else typical, None, None))
    return replace(table, rows=rows)


def _count(cell: Cell) -> int:
    return cell if isinstance(cell, int) else SMALLEST_SHOWN


def _with_counts(table: Table, column: str, shown: Sequence[int | str]) -> Table:
    """The table with counts replaced; a percentage goes where its count is hidden."""
    at = table.columns.index(column)
    percent = table.columns.index("percent") if "percent" in table.columns else None
    rows = []
    for row, count in zip(table.rows, shown, strict=True):
        cells = list(row)
        cells[at] = count
        if percent is not None and isinstance(count, str):
            cells[percent] = None
        rows.append(tuple(cells))
    return replace(table, rows=rows)
