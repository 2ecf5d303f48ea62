"""What the check of a return found, as tables: for pages, and as files with the very same figures."""

import json
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from openlet.authority.checking import COMPARE, FINDINGS, NO_PAY, place_of, read
from openlet.authority.models import Submission
from openlet.authority.submissions import file_of, reports_of, source_of
from openlet.ilr.opening import Unreadable
from openlet.ilr.reading import IlrFile
from openlet.ilr.records import Learner
from openlet.reports.findings import COLUMNS, SEVERITIES, row
from openlet.reports.folder import rendered_kept
from openlet.reports.judged import NAMES
from openlet.reports.kept import table_from
from openlet.reports.tables import Report, Table, csv_bytes

TITLES = {NO_PAY: "No-pay report", FINDINGS: "Findings", COMPARE: "What changed"}
FORMS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
COUNTS = ("severity", "rule", "findings")
RULES = ("rule", "status", "count", "reason")
Names = dict[Any, tuple[str | None, str | None]]


def tables_of(submission: Submission, kind: str, names: Names | None = None) -> tuple[Report, dict[str, Any]] | None:
    """A report with what it says about itself; None where it is not there (no contract, or removed)."""
    held = read(reports_of(submission), kind)
    if held is None:
        return None
    said = json.loads(held)
    if kind != FINDINGS:
        tables, about = tuple(table_from(one) for one in said["tables"]), said["about"]
    else:
        tables, about = _of_findings(said), _about(said)
    named = tuple(with_names(one, names) for one in tables) if names is not None else tables
    return Report(kind, TITLES[kind], named), about | {"with_names": names is not None}


def kinds_of(submission: Submission) -> list[tuple[str, str]]:
    """The reports that are there, each with its title."""
    return [(kind, title) for kind, title in TITLES.items() if place_of(reports_of(submission), kind).exists()]


def _of_findings(said: dict[str, Any]) -> tuple[Table, ...]:
    counts: dict[tuple[str, str], int] = {}
    for one in said["findings"]:
        key = (one["severity"], one["rule"])
        counts[key] = counts.get(key, 0) + 1
    ordered = sorted(counts, key=lambda key: (SEVERITIES.index(key[0]), key[1]))
    return (
        Table("findings", "Findings", COLUMNS, [tuple(row(one)) for one in said["findings"]]),
        Table("counts", "Findings by rule", COUNTS, [(*key, counts[key]) for key in ordered]),
        Table("rules", "Rules run", RULES, [_rule(one) for one in said["rules_run"]]),
    )


def _rule(one: dict[str, Any]) -> tuple[Any, ...]:
    return (one["rule"], one["status"], one.get("count", 0), one.get("reason", ""))


def _about(said: dict[str, Any]) -> dict[str, Any]:
    kept = {name: said[name] for name in ("marking", "as_of", "openlet", "rules", "postcodes")}
    return kept | {"contracts": [], "files": said["files"]}


def with_names(table: Table, names: Names) -> Table:
    """A table with the learners' names as two more columns, where it has learners."""
    column = next((one for one in ("learn_ref_number", "LearnRefNumber") if one in table.columns), None)
    if column is None:
        return table
    at = table.columns.index(column)
    rows = [(*one, *names.get(one[at], (None, None))) for one in table.rows]
    return Table(table.name, table.title, (*table.columns, *NAMES), rows)


def names_in(submission: Submission) -> Names:
    """The learners' names by LearnRefNumber, looked up in the return itself; none where it was removed."""
    names: Names = {}
    with suppress(OSError, Unreadable):
        for item in IlrFile(source_of(submission, file_of(submission).read_bytes())):
            if isinstance(item.record, Learner):
                names[item.record.LearnRefNumber] = (item.record.FamilyName, item.record.GivenNames)
    return names


def as_file(report: Report, about: dict[str, Any], form: str, table: str) -> bytes:
    """A report as a file; as CSV one table of it."""
    if form == "csv":
        return csv_bytes(first(report.tables, table))
    return rendered_kept(report, about, form)


def first(tables: Iterable[Table], name: str) -> Table:
    """A table by its name, else the first one."""
    listed = list(tables)
    return next((one for one in listed if one.name == name), listed[0])
