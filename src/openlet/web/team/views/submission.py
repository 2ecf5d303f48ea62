"""One return that was sent in: what became of it, its no-pay report, its findings, and both as files."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from openlet.authority.checking import NO_PAY
from openlet.authority.models import CHECKED, Submission
from openlet.authority.reported import FORMS, TITLES, as_file, first, kinds_of, names_in, tables_of
from openlet.authority.submissions import LEFT, check_again, of_provider
from openlet.reports.judged import NAMES
from openlet.reports.tables import Cell, Report, Table, plain
from openlet.spec.years import year_of
from openlet.web.reported import choices, narrowed, shown_cell, words_of
from openlet.web.team.views.returns import progress_of
from openlet.web.views.compare import SHOWN_TABLES
from openlet.web.views.reports import download

ON_A_PAGE = 50
NOT_COLUMNS = ("table", "page", "names")
LEFT_AWAY = {"return", "as_of", "ukprn", "contract_id", "file", "UKPRN"}  # the same in every row: said above
_REASON = ("reason_code", "reason", "value_found", "value_expected", "blocks", "amount_withheld")
_LEARNER = ("learn_ref_number", *NAMES, "uln", "learn_aim_ref", "start")
ON_SCREEN = {  # of tables that are too wide for a page, what is shown of them; their files have every column
    "no-pay": (*_LEARNER, *_REASON),
    "no-pay-not-met": (*_LEARNER, *_REASON, "earliest_possible_date"),
    "findings": ("severity", "rule", "LearnRefNumber", *NAMES, "AimSeqNumber", "LearnAimRef", "line", "message"),
} | {name: tuple(column for column, _ in columns) for name, columns in SHOWN_TABLES.items()}
IDENTIFIERS = {"uln", "ULN", "line", "AimSeqNumber", "aim_seq"}


def submission_or_404(request: HttpRequest, key: int) -> Submission:
    """A submission that may be seen here: a provider's own, or any one of them at the authority. Raises ``Http404``."""
    here = request.openlet_UKPRN
    every = Submission.objects.all() if here is None else of_provider(here)
    found: Submission | None = every.select_related("replaced_by").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


@require_GET
def submission(request: HttpRequest, submission: int) -> HttpResponse:
    """What became of one return: whether it stands, what it says of money, why not all is paid."""
    one = submission_or_404(request, submission)
    replaces = Submission.objects.filter(replaced_by=one).order_by("-sent_at").first()
    found = tables_of(one, NO_PAY) if one.state == CHECKED else None
    context = {
        "one": one,
        "year": year_of(str(one.year)) if one.year else None,
        "replaces": replaces,
        "sent_again": request.GET.get("again") == "1",
        "progress": progress_of(Submission.objects.filter(LEFT, pk=one.pk)),
        "reasons": _reasons(found[0], one) if found else None,
        "kinds": kinds_of(one) if one.state == CHECKED else [],
        "breadcrumbs": _above(request, one),
    }
    return render(request, "team/submission.html", context)


def _reasons(report: Report, one: Submission) -> list[dict[str, Any]]:
    rows = first(report.tables, "no-pay-summary").records()
    address = reverse("submission_report", args=[one.pk, NO_PAY])
    return [
        row
        | {
            "href": f"{address}?{urlencode({'table': 'no-pay', 'reason_code': plain(row['reason_code'])})}",
            "concerned": _pence(row["amount_concerned"]),
            "alone": _pence(row["amount_withheld"]),
        }
        for row in rows
    ]


def _pence(cell: Cell) -> int:
    return int(cell * 100) if isinstance(cell, Decimal) else 0


def _above(request: HttpRequest, one: Submission, itself: bool = False) -> list[dict[str, str]]:
    listed = [{"text": "Returns" if request.openlet_UKPRN is None else "Sent returns", "href": reverse("returns")}]
    if request.openlet_UKPRN is None and one.UKPRN:
        listed.append({"text": str(one.UKPRN), "href": reverse("returns_of", args=[one.UKPRN])})
    if itself:
        listed.append({"text": one.file_name or "The return", "href": reverse("submission", args=[one.pk])})
    return listed


@require_GET
def submission_report(request: HttpRequest, submission: int, kind: str) -> HttpResponse:
    """One table of a report, as far as its rows are asked for; names only where they are."""
    one = submission_or_404(request, submission)
    with_names = request.GET.get("names") == "1"
    report, about = _report_or_404(one, kind, with_names)
    table = first(report.tables, request.GET.get("table", kind))  # the main table has the name of the report
    asked = _asked(request, table)
    rows = narrowed(table, asked)
    page = Paginator(rows.rows, ON_A_PAGE).get_page(request.GET.get("page"))
    query = {"table": table.name} | asked | ({"names": "1"} if with_names else {})
    context = {
        "one": one,
        "kind": kind,
        "title": TITLES[kind],
        "table_shown": table,
        "tables": [(each.name, each.title, len(each.rows)) for each in report.tables],
        "grid": _grid(table, list(page.object_list)),
        "count": len(rows.rows),
        "page": page,
        "page_address": f"?{urlencode(query)}&page={{page}}",
        "choices": choices(table, asked),
        "asked": [(words_of(name), value) for name, value in asked.items()],
        "with_names": with_names,
        "query": urlencode({name: value for name, value in query.items() if name != "names"}),
        "against": [file["name"] for file in about["files"] if file.get("side") == "before"],
        "is_cut": table.name in ON_SCREEN,
        "has_learners": bool({"learn_ref_number", "LearnRefNumber"} & set(table.columns)),
        "breadcrumbs": _above(request, one, itself=True),
    }
    return render(request, "team/submission_report.html", context)


@require_GET
def submission_file(request: HttpRequest, submission: int, kind: str, form: str) -> HttpResponse:
    """A report as a file: the very tables that the page shows."""
    one = submission_or_404(request, submission)
    if form not in FORMS:
        raise Http404
    report, about = _report_or_404(one, kind, request.GET.get("names") == "1")
    wanted = request.GET.get("table", "")
    if wanted and wanted not in (table.name for table in report.tables):
        raise Http404
    name = wanted if wanted and form == "csv" else kind
    return download(f"{name}-{one.UKPRN}-{one.year}.{form}", FORMS[form], as_file(report, about, form, wanted or kind))


@require_POST
def submission_again(request: HttpRequest, submission: int) -> HttpResponse:
    """Have a return checked once more."""
    one = submission_or_404(request, submission)
    check_again(one)
    return redirect("submission", one.pk)


def _report_or_404(one: Submission, kind: str, with_names: bool) -> tuple[Report, dict[str, Any]]:
    found = tables_of(one, kind, names_in(one) if with_names else None) if kind in TITLES else None
    if found is None or one.state != CHECKED:
        raise Http404
    return found


def _asked(request: HttpRequest, table: Table) -> dict[str, str]:
    given: Mapping[str, str] = request.GET.dict()
    return {name: value for name, value in given.items() if name in table.columns and value and name not in NOT_COLUMNS}


def _grid(table: Table, rows: list[Any]) -> dict[str, Any]:
    """Rows as a page shows them, without the columns that are the same in all."""
    wanted = ON_SCREEN.get(table.name, table.columns)
    shown = [at for at, name in enumerate(table.columns) if name in wanted and name not in LEFT_AWAY]
    numeric = {
        at
        for at in shown
        if table.columns[at] not in IDENTIFIERS
        and any(isinstance(row[at], int | Decimal) and not isinstance(row[at], bool) for row in rows)
    }
    head = [{"text": words_of(table.columns[at]), "numeric": at in numeric} for at in shown]
    cells = [[{"text": shown_cell(row[at]), "numeric": at in numeric} for at in shown] for row in rows]
    return {"head": head, "rows": cells}
