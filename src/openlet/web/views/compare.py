"""Compare two states of a return: two snapshots, or a snapshot with what stands now."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from openlet.reports.tables import Table, xlsx_bytes
from openlet.store.models import Job, LearnerRow, ReturnYear, Snapshot
from openlet.store.sides import NOW
from openlet.web.compare_tasks import COMPARE, begin_comparing, tables_from
from openlet.web.frame import belongs_to, return_year, who
from openlet.web.jinja import moment
from openlet.web.views.history import why_in_words
from openlet.web.views.working import begun, told

SHOWN = 20  # rows of a table; the workbook has all
NOW_WORDS = "What stands now"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIGURES = ("learners", "aims")
# What the page shows of each table: its columns with their heads.
SHOWN_TABLES: dict[str, tuple[tuple[str, str], ...]] = {
    "compare-paid-aims-gone": (
        ("learn_ref_number", "Learner"), ("learn_aim_ref", "Aim"), ("start", "Start"), ("paid_in_ledger", "Paid"),
        ("earned_before", "Earned before"),
    ),
    "compare-money": (
        ("learn_ref_number", "Learner"), ("learn_aim_ref", "Bootcamp"), ("start", "Start"), ("milestone", "Milestone"),
        ("before", "Before"), ("after", "After"), ("difference", "Difference"), ("status_before", "State before"),
        ("status_after", "State after"),
    ),
    "compare-aims": (
        ("change", "Change"), ("learn_ref_number", "Learner"), ("aim_seq", "No"), ("learn_aim_ref", "Aim"),
        ("start", "Start"), ("changed_fields", "Fields changed"), ("difference", "Money"),
    ),
    "compare-learners": (
        ("change", "Change"), ("learn_ref_number", "Learner"), ("uln", "ULN"),
        ("learn_ref_number_before", "Reference before"),
        ("aims_before", "Aims before"), ("aims_after", "Aims after"), ("remark", "Remark"),
    ),
    "compare-findings": (
        ("severity", "Kind"), ("rule", "Rule"), ("what", "What"), ("before", "Before"), ("after", "After"),
        ("new", "New"), ("gone", "Gone"),
    ),
    "compare-findings-each": (
        ("change", "Change"), ("rule", "Rule"), ("learn_ref_number", "Learner"), ("learn_aim_ref", "Aim"),
        ("message", "Message"),
    ),
    "compare-changes": (
        ("learn_ref_number", "Learner"), ("learn_aim_ref", "Aim"), ("record", "Record"), ("field", "Field"),
        ("old", "Before"), ("new", "After"),
    ),
}  # fmt: skip

belongs_to("history", "compare", "compare_file")


@require_http_methods(["GET", "POST"])
def compare(request: HttpRequest, year: int) -> HttpResponse:
    """Choose two states, have them compared, and look at the result."""
    of = return_year(year)
    if request.method == "POST":
        return begun(begin_comparing(of, who(), request.POST.get("before", ""), request.POST.get("after", "")))
    shown = told(request, COMPARE)
    job: Job | None = shown["job"] if shown and shown["job"].of_id == of.pk else None
    asked = job.asked if job else {name: request.GET.get(name, "") for name in ("before", "after")}
    sides = _sides(of)
    failed = shown is not None and shown["failed"]
    result = job.result if job is not None and not failed else None
    context = {
        "of": of,
        "sides": sides,
        "asked": asked,
        "job": job,
        "error": job.text if job is not None and failed else "",
        "result": _shown(of, result) if result else None,
        "names": {name: sides.get(asked.get(name, ""), "") for name in ("before", "after")},
        "is_dropped": job is not None and not failed and not result,
    }
    return render(request, "compare.html", context)


@require_GET
def compare_file(request: HttpRequest, year: int, job: int) -> HttpResponse:
    """The whole comparison as a workbook."""
    found: Job | None = Job.objects.filter(pk=job, kind=COMPARE, of=return_year(year)).first()
    if found is None or not found.result:
        raise Http404
    answer = HttpResponse(xlsx_bytes(tables_from(found.result)), content_type=WORKBOOK)
    answer["Content-Disposition"] = f'attachment; filename="compare-{year}.xlsx"'
    return answer


def _sides(of: ReturnYear) -> dict[str, str]:
    """What can be compared, newest first, in words."""
    kept = Snapshot.objects.filter(of=of).defer("content").order_by("-pk")
    return {NOW: NOW_WORDS} | {str(one.pk): f"{moment(one.when)}: {why_in_words(one)}" for one in kept}


def _shown(of: ReturnYear, result: dict[str, Any]) -> dict[str, Any]:
    tables = {table.name: table for table in tables_from(result)}
    summary = {row["what"]: row for row in tables["compare"].records()}
    findings = [row for what, row in summary.items() if str(what).startswith("findings")]
    return {
        "as_of": result["as_of"],
        "lost": result["lost"],
        "crashed": result["crashed"],
        "counts": {name: summary[name] for name in FIGURES},
        "findings": {change: sum(_number(row[change]) for row in findings) for change in ("new", "gone")},
        "money": {side: _pence(summary["money: all milestones"][side]) for side in ("before", "after", "difference")},
        "tables": [_table(tables[name], columns) for name, columns in SHOWN_TABLES.items()],
        "keys": dict(LearnerRow.objects.filter(of=of, deleted=None).values_list("LearnRefNumber", "pk")),
    }


def _table(table: Table, columns: Sequence[tuple[str, str]]) -> dict[str, Any]:
    records = table.records()
    rows = [[(name, record[name]) for name, _ in columns] for record in records[:SHOWN]]
    money = {name for name, _ in columns if any(isinstance(record[name], Decimal) for record in records)}
    numbers = {name for name, _ in columns if any(isinstance(record[name], int) for record in records)} - {"uln"}
    return {
        "name": table.name,
        "title": table.title,
        "head": [{"text": text, "numeric": name in money | numbers} for name, text in columns],
        "rows": [[(name, _pence(cell) if name in money else cell) for name, cell in row] for row in rows],
        "money": money,
        "numeric": money | numbers,
        "count": len(records),
        "more": len(records) - len(rows),
    }


def _pence(cell: Any) -> int | None:
    return int(cell * 100) if isinstance(cell, Decimal) else None


def _number(cell: Any) -> int:
    return cell if isinstance(cell, int) else 0
