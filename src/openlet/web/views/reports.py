"""Reports: which there are, each as a page, and as a file."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openlet.reports.about import about_table
from openlet.reports.folder import rendered_kept
from openlet.reports.kept import rows_from
from openlet.reports.kinds import KINDS
from openlet.reports.tables import Report, Table, csv_bytes
from openlet.store.models import Job, ReportResult, ReturnYear
from openlet.store.refusals import NotDone
from openlet.store.services import upload_of
from openlet.web.frame import belongs_to, return_year, who
from openlet.web.report_destinations import destinations_picture, shared_picture
from openlet.web.report_forecast import forecast_picture
from openlet.web.report_money import money_picture, no_pay_picture
from openlet.web.report_quality import quality_picture
from openlet.web.report_tasks import ALL, REPORT_FILES, REPORTS, begin_report_files, begin_reports
from openlet.web.reported import (
    NARROWED_BY,
    ON_A_PAGE,
    Shown,
    begun_with,
    choices,
    grid,
    is_old,
    kept_report,
    narrowed,
    words_of,
)
from openlet.web.views.working import begun, told

belongs_to("reports", "report", "report_file", "report_table_file", "statement", "destinations_shared")
belongs_to("reports", "report_files", "report_made")

Picture = Callable[[Shown], dict[str, Any]]
PAGES: dict[str, tuple[str, Picture]] = {  # kind to the template of its page and what is shown above its tables
    "payments": ("report_money.html", money_picture),
    "no-pay": ("report_no_pay.html", no_pay_picture),
    "forecast": ("report_forecast.html", forecast_picture),
    "destinations": ("report_destinations.html", destinations_picture),
    "quality": ("report_quality.html", quality_picture),
}

PDF, ZIP = "pdf", "zip"
LONG_FORMS = ("xlsx", PDF)  # written in the background
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
TYPES_MADE = TYPES | {PDF: "application/pdf", ZIP: "application/zip"}
NOT_COLUMNS = ("table", "page", "names", "job")


@require_http_methods(["GET", "POST"])
def reports(request: HttpRequest, year: int) -> HttpResponse:
    """The reports, and when they were worked out; they can be worked out anew."""
    of = return_year(year)
    if request.method == "POST":
        return begun(begin_reports(of, who(), request.POST.get("report", "")))
    kept = {one.kind: one for one in ReportResult.objects.filter(provider=of.provider)}
    any_kept = next(iter(kept.values()), None)
    context = {
        "of": of,
        "kinds": KINDS.values(),
        "kept": kept,
        "result": any_kept,
        "notes": any_kept.notes if any_kept else [],
        "error": _error(request),
        "made": _made(request),
    }
    if any_kept is not None:
        context["old"], context["trouble"] = is_old(of, any_kept)
    return render(request, "reports.html", context)


@require_GET
def report(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """One report: its pictures and the first rows of its tables, or the rows of one table that are asked for."""
    of = return_year(year)
    if kind not in KINDS:
        raise Http404
    shown = kept_report(of, kind, request.GET.get("names") == "1")
    context: dict[str, Any] = {"of": of, "kind": KINDS[kind], "shown": shown, "error": _error(request)}
    context["made"] = _made(request)
    context["breadcrumbs"] = [{"text": "Reports", "href": reverse("reports", args=[year])}]
    if shown is None:
        return render(request, "report.html", context)
    template, picture = PAGES.get(kind, ("report.html", lambda report: {"grids": _first_rows(report)}))
    context |= {
        "about": begun_with(shown.result),
        "notes": shown.result.notes,
        "names_address": _names_address(request),
    }
    context |= _rows_asked(request, shown) or picture(shown)
    if "grid" in context:
        context["breadcrumbs"].append({"text": KINDS[kind].title, "href": reverse("report", args=[year, kind])})
    return render(request, "report_rows.html" if "grid" in context else template, context)


@require_GET
def statement(request: HttpRequest, year: int) -> HttpResponse:
    """The provider statement: what was earned, paid and withheld, on one page to print."""
    of = return_year(year)
    shown = kept_report(of, "payments")
    context: dict[str, Any] = {"of": of, "shown": shown}
    context["breadcrumbs"] = [
        {"text": "Reports", "href": reverse("reports", args=[year])},
        {"text": KINDS["payments"].title, "href": reverse("report", args=[year, "payments"])},
    ]
    if shown is not None:
        context |= {"about": begun_with(shown.result), "notes": shown.result.notes} | money_picture(shown)
    return render(request, "statement.html", context)


@require_GET
def destinations_shared(request: HttpRequest, year: int) -> HttpResponse:
    """The destination figures without small numbers, to share."""
    of = return_year(year)
    shown = kept_report(of, "destinations")
    context: dict[str, Any] = {"of": of, "shown": shown, "kind": KINDS["destinations"], "error": ""}
    context["breadcrumbs"] = [{"text": "Reports", "href": reverse("reports", args=[year])}]
    if shown is None:
        return render(request, "report.html", context)
    context |= {"about": begun_with(shown.result), "notes": shown.result.notes} | shared_picture(shown)
    return render(request, "report_destinations.html", context)


@require_GET
def report_file(request: HttpRequest, year: int, kind: str, form: str) -> HttpResponse:
    """A report as a workbook or as JSON: the very tables that the page shows."""
    shown = _shown_or_404(request, year, kind)
    if form not in TYPES:
        raise Http404
    name = request.GET.get("report", kind)
    tables = tuple(shown.table(one.name) for one in shown.kept if one.report == name)
    if not tables:
        raise Http404
    said = shown.result.about | {"with_names": shown.with_names}
    files = rendered_kept(Report(name, shown.kind.title, tables), said, form)
    return download(f"{name}-{shown.result.as_of.isoformat()}.{form}", TYPES[form], files)


@require_POST
def report_files(request: HttpRequest, year: int) -> HttpResponse:
    """Have a long file written in the background: one report, or all as one ZIP."""
    form, kind = request.POST.get("form", ""), request.POST.get("report", ALL)
    if form not in LONG_FORMS or kind not in (*KINDS, ALL):
        raise Http404
    part, names = request.POST.get("part", ""), request.POST.get("names") == "1"
    return begun(begin_report_files(return_year(year), who(), kind, form, names, part))


@require_GET
def report_made(request: HttpRequest, year: int, job: int) -> HttpResponse:
    """A file that was written in the background."""
    found: Job | None = Job.objects.filter(pk=job, kind=REPORT_FILES).exclude(result=None).first()
    try:
        file = upload_of(found.result["upload"]) if found else None
    except NotDone:
        file = None  # a day has passed, or another was made
    if file is None:
        raise Http404
    kind = TYPES_MADE.get(file.name.rpartition(".")[2], "application/octet-stream")
    return download(file.name, kind, bytes(file.content))


@require_GET
def report_table_file(request: HttpRequest, year: int, kind: str, table: str) -> HttpResponse:
    """One table of a report as CSV, narrowed as the page is."""
    shown = _shown_or_404(request, year, kind)
    found = _table_asked(shown, table)
    if found is None and table != "about":
        raise Http404
    held = narrowed(found, _asked(request)) if found is not None else about_table(shown.result.about)
    return download(f"{table}-{shown.result.as_of.isoformat()}.csv", "text/csv; charset=utf-8", csv_bytes(held))


def download(name: str, kind: str, content: bytes) -> HttpResponse:
    """A file to be kept, not shown."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _shown_or_404(request: HttpRequest, year: int, kind: str) -> Shown:
    of: ReturnYear = return_year(year)
    shown = kept_report(of, kind, request.GET.get("names") == "1") if kind in KINDS else None
    if shown is None:
        raise Http404
    return shown


def _error(request: HttpRequest) -> str:
    job = told(request, REPORTS) or told(request, REPORT_FILES)
    return job["job"].text if job is not None and job["failed"] else ""


def _made(request: HttpRequest) -> Job | None:
    """The job that has just written a file, where the page is the end of one."""
    job = told(request, REPORT_FILES)
    made: Job | None = job["job"] if job is not None and job["job"].result else None
    return made


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: value for name, value in request.GET.items() if name not in NOT_COLUMNS}


def _table_asked(shown: Shown, name: str) -> Table | None:
    return shown.table(name) if any(one.name == name for one in shown.kept) else None


def _rows_asked(request: HttpRequest, shown: Shown) -> dict[str, Any]:
    """The rows of the table that the address asks for, page by page."""
    table = _table_asked(shown, request.GET.get("table", ""))
    if table is None:
        return {}
    asked = {name: value for name, value in _asked(request).items() if name in table.columns and value}
    found = narrowed(table, asked)
    pages = Paginator(found.rows, ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    query = {"table": table.name} | asked | ({"names": "1"} if shown.with_names else {})
    return {
        "grid": grid(shown.of, found, list(page.object_list), pages.count),
        "page": page,
        "page_address": f"?{urlencode(query)}&page={{page}}",
        "choices": choices(table, asked),
        "kept_back": [(name, value) for name, value in query.items() if name not in NARROWED_BY],
        "asked": [(words_of(name), value) for name, value in asked.items()],
        "query": urlencode({name: value for name, value in query.items() if name != "table"}),
        "all": len(table.rows),
    }


def _first_rows(shown: Shown) -> list[Any]:
    found = []
    for one in shown.kept:
        first = Table(one.name, one.title, tuple(one.columns), rows_from(one.first))
        table = shown.named(first)
        found.append(grid(shown.of, table, table.rows, one.count))
    return found


def _names_address(request: HttpRequest) -> str:
    """The address of the same page with the learners' names, or without them."""
    query = request.GET.copy()
    if "names" in query:
        del query["names"]
    else:
        query["names"] = "1"
    return f"?{query.urlencode()}"
