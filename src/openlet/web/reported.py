"""Reports as the pages show them: from what is kept (``services.reporting``), never worked out anew for a page.

To add a report page: a kind of report belongs into ``reports.kinds``; with that it has a page that shows its tables,
its workbook, CSV and JSON. What a page shows above the tables (figures, charts) is one function from the ``Shown``
report to the context of a template of its own, registered in ``views.reports.PAGES``; the template extends
``report.html`` and fills its block ``picture``. A figure leads to its learners by
``Shown.address(table, column=value)``: the rows of a table with that value.
"""

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from openlet.contracts.reading import WrongContract
from openlet.payments.ledger import WrongLedger
from openlet.reports.judged import CONTEXT, NAMES
from openlet.reports.kept import rows_from
from openlet.reports.kinds import KINDS, Kind
from openlet.reports.tables import Cell, Table, plain
from openlet.store.basis import current_basis, folder
from openlet.store.models import LearnerRow, LearnerState, ReportResult, ReportTable, ReturnYear
from openlet.store.services import mark_of_reports

ON_A_PAGE = 50
ANY = "any"  # in an address: the rows in which the column holds anything but nothing
EITHER = "|"  # in an address: between several values, one of which the column holds
NOTHING = ("", "0", "0.00")
NARROWED_BY = (
    "ukprn", "bootcamp_ref", "learn_aim_ref", "milestone", "state", "status", "movement", "reason_code", "priority",
    "severity", "rule", "return_name", "category", "stage", "month", "within_days", "wmca_code", "leaving_month",
    "in_work_line", "into_work_line", "agrees",
)  # fmt: skip
MOST_CHOICES = 40
LEARNER = ("learn_ref_number", "learner")  # columns that hold a LearnRefNumber
IN_CAPITALS = {word: word.upper() for word in ("uln", "ukprn", "m1", "m2", "m3", "wmca", "esfa")}
WORDS = {  # columns with the name that they have everywhere else in the tool
    "learn_ref_number": "LearnRefNumber",
    "learner": "LearnRefNumber",
    "learn_aim_ref": "LearnAimRef",
    "aim_seq": "AimSeqNumber",
    "bootcamp_ref": "Bootcamp",
    "bootcamp_start": "Start",
    "comp_status": "CompStatus",
    "state": "Where it stands",
}
STATES = {"paid": "paid", "payable": "payable now", "at_risk": "at risk", "lost": "lost", "to_come": "not yet"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A kind of report for a page: what is kept of it, whether that is out of date, or why that cannot be said."""

    of: ReturnYear
    kind: Kind
    result: ReportResult
    kept: tuple[ReportTable, ...]
    is_old: bool
    trouble: str
    with_names: bool

    def table(self, name: str) -> Table:
        """A table with all its rows, and the learners' names where they were asked for."""
        kept = next(one for one in self.kept if one.name == name)
        return self.named(_whole(folder(), kept.pk))

    def named(self, table: Table) -> Table:
        """The table with the learners' names as two more columns, where they were asked for and it has learners."""
        return with_names(self.of, table) if self.with_names else table

    def learners(self, references: Iterable[str]) -> dict[str, int]:
        """The keys of learners by LearnRefNumber, for links."""
        return learners_by_reference(self.of, set(references))

    def tables(self) -> list[Table]:
        """All tables, in order."""
        return [self.table(one.name) for one in self.kept]

    def address(self, table: str, **asked: Cell) -> str:
        """The address of the rows of a table that hold some values."""
        query = {"table": table} | {name: plain(value) for name, value in asked.items()}
        query |= {"names": "1"} if self.with_names else {}
        return f"{reverse('report', args=[self.of.year, self.kind.name])}?{urlencode(query)}#rows"


def with_names(of: ReturnYear, table: Table) -> Table:
    """A table with the learners' names as two more columns, where it has learners."""
    column = next((one for one in LEARNER if one in table.columns), None)
    if column is None:
        return table
    names, at = names_of(of), table.columns.index(column)
    rows = [(*row, *names.get(row[at], (None, None))) for row in table.rows]
    return Table(table.name, table.title, (*table.columns, *NAMES), rows)


def kept_report(of: ReturnYear, kind: str, with_names: bool = False) -> Shown | None:
    """What is kept of a kind of report; None where nothing has been worked out yet."""
    found = ReportResult.objects.filter(provider=of.provider, kind=kind).first()
    if found is None:
        return None
    old, trouble = is_old(of, found)
    tables = tuple(found.tables.defer("content"))
    return Shown(of, KINDS[kind], found, tables, old, trouble, with_names)


def is_old(of: ReturnYear, result: ReportResult) -> tuple[bool, str]:
    """Whether records, contract, ledger, calendar or day have changed since, and why that cannot be said."""
    try:
        return result.mark != mark_of_reports(of.provider, current_basis(of.provider)), ""
    except (WrongContract, WrongLedger) as error:
        return True, str(error)


@lru_cache(maxsize=24)
def _whole(place: Path, key: int) -> Table:
    """A kept table with all its rows; it never changes, since another result has other keys."""
    kept = ReportTable.objects.get(pk=key)
    rows = rows_from(json.loads(zlib.decompress(bytes(kept.content))))
    return Table(kept.name, kept.title, tuple(kept.columns), rows)


def narrowed(table: Table, asked: Mapping[str, str]) -> Table:
    """The rows that hold what is asked for, by column; what is no column is passed over."""
    wanted = [(table.columns.index(name), value) for name, value in asked.items() if name in table.columns]
    rows = [row for row in table.rows if all(_holds(row[at], value) for at, value in wanted)] if wanted else table.rows
    return Table(table.name, table.title, table.columns, rows)


def choices(table: Table, asked: Mapping[str, str]) -> list[dict[str, Any]]:
    """What the rows of a table can be narrowed by: columns with few values, with those values; and what is asked."""
    found = []
    for name in (one for one in NARROWED_BY if one in table.columns):
        values = sorted({plain(cell) for cell in table.column(name)} - {""})
        if 1 < len(values) <= MOST_CHOICES or name in asked:
            several = [asked[name]] if EITHER in asked.get(name, "") else []
            items = [
                {"value": one, "text": STATES.get(one, one.replace(EITHER, " or "))} for one in (*values, *several)
            ]
            found.append({"name": name, "words": words_of(name), "items": items, "asked": asked.get(name, "")})
    return found


def _holds(cell: Cell, value: str) -> bool:
    """Whether a cell holds what is asked for: anything, one text, or one of several with an upright stroke between."""
    return plain(cell) not in NOTHING if value == ANY else plain(cell) == value or plain(cell) in value.split(EITHER)


def names_of(of: ReturnYear) -> dict[Cell, tuple[Cell, Cell]]:
    """The learners' names by LearnRefNumber, of all years; the newest year's count."""
    states = LearnerState.objects.filter(learner__of__provider=of.provider).order_by("learner__of__year")
    return {
        reference: (family, given)
        for reference, family, given in states.values_list("learner__LearnRefNumber", "FamilyName", "GivenNames")
    }


def learners_by_reference(of: ReturnYear, references: set[str]) -> dict[str, int]:
    """The keys of learners, for links; of several years the newest."""
    found = LearnerRow.objects.filter(of__provider=of.provider, deleted=None, LearnRefNumber__in=references)
    return dict(found.order_by("of__year").values_list("LearnRefNumber", "pk"))


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of a table as a page shows them: a head in words, cells with their kind, the columns that say something."""

    name: str
    title: str
    head: list[dict[str, Any]]
    rows: list[list[dict[str, Any]]]
    count: int


def grid(of: ReturnYear, table: Table, rows: Sequence[Sequence[Cell]], count: int) -> Grid:
    """Some rows of a table for a page. What every row begins with stands above the tables and is left away."""
    left_away = set(CONTEXT) & set(table.columns)
    shown = [(at, name) for at, name in enumerate(table.columns) if name not in left_away]
    numeric = {at for at, _ in shown if any(_is_number(row[at]) for row in rows)} - _names_at(table)
    at = next((table.columns.index(one) for one in LEARNER if one in table.columns), None)
    keys = learners_by_reference(of, {str(row[at]) for row in rows}) if at is not None else {}
    made = [[_cell(row[n], n in numeric, keys.get(str(row[n])) if n == at else None) for n, _ in shown] for row in rows]
    head = [{"text": words_of(name), "numeric": n in numeric} for n, name in shown]
    return Grid(table.name, table.title, head, made, count)


def words_of(column: str) -> str:
    """The name of a column in words: net_share_of_price is "Net share of price"."""
    if column in WORDS:
        return WORDS[column]
    words = " ".join(IN_CAPITALS.get(word, word) for word in column.split("_"))
    return words[:1].upper() + words[1:]


def shown_cell(cell: Cell) -> str:
    """A cell as people read it: money with its sign and thousands, days in figures."""
    if isinstance(cell, Decimal) and cell.as_tuple().exponent == -2:
        return f"{cell:,.2f}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return STATES.get(plain(cell), plain(cell))


def begun_with(result: ReportResult) -> list[tuple[str, str]]:
    """What stands above every report: wave, contract, provider, returns, day, versions."""
    said = result.about
    returns = [
        f"{one['return']}, prepared {_day(one['prepared'])}" for one in said["files"] if one["standing"] == "current"
    ]
    contracts = [f"{one['id']} ({one['wave'] or 'no wave named'})" for one in said["contracts"]]
    return [
        ("As of", _day(said["as_of"])),
        ("UKPRN", ", ".join(str(one["UKPRN"]) for one in said["contracts"])),
        ("Contract", "; ".join(contracts)),
        ("Returns", "; ".join(returns)),
        ("Rules", f"{said['rules']}, OpenLET {said['openlet']}"),
    ]


def _day(text: str) -> str:
    return f"{datetime.fromisoformat(text):%d/%m/%Y}"


def _names_at(table: Table) -> set[int]:
    return {at for at, name in enumerate(table.columns) if name in ("uln", "ukprn", *LEARNER)}


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | Decimal) and not isinstance(cell, bool)


def _cell(cell: Cell, numeric: bool, learner: int | None) -> dict[str, Any]:
    return {"text": shown_cell(cell), "numeric": numeric, "learner": learner}
