"""Export: who is left out and why, then the file into a folder or to be downloaded."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openlet.spec.years import year_of
from openlet.store.basis import folder, kept_contract, today, working_day
from openlet.store.models import ReturnYear, Snapshot
from openlet.store.services import EXPORT as EXPORTED
from openlet.store.services import (
    UNSENT,
    exported_again,
    left_out_now,
    newest_made,
    not_judged_yet,
    say_whether_sent,
)
from openlet.store.whose import is_team
from openlet.web.file_tasks import DOWNLOAD, EXPORT, FOLDER, SEND, begin
from openlet.web.forms.written_dates import figures, read_date
from openlet.web.frame import return_year, who
from openlet.web.sheet_tasks import WORKBOOK
from openlet.web.tasks import checking
from openlet.web.views.working import begun, job_of, told

ON_A_PAGE = 50
EXPORTS = "exports"  # the usual folder, in the data folder
JUDGED_AT_ONCE = 50  # learners; with more to be judged first, the page says how far that is
FIELDS = {WORKBOOK: "workbook", SEND: "send"}  # where on the page it is said what went wrong
CHUNK = 256 * 1024  # bytes that are sent at a time


@require_http_methods(["GET", "POST"])
def exporting(request: HttpRequest, year: int) -> HttpResponse:
    """Who would be left out and why; then have the file written."""
    of = return_year(year)
    given = _given(request, of)
    if request.method == "GET":
        failed = told(request, EXPORT, WORKBOOK, SEND)
        field = FIELDS.get(failed["job"].kind, "folder") if failed else ""
        errors = {field: failed["job"].text} if failed else {}
        return render(request, "exporting.html", _context(request, of, given, errors))
    prepared = read_date(given["prepared"], today())
    errors = _errors(given, prepared)
    if errors or prepared is None:
        return render(request, "exporting.html", _context(request, of, given, errors), status=422)
    asked = {"how": given["how"], "folder": given["folder"], "prepared": prepared.isoformat()}
    return begun(begin(EXPORT, who(), of, **asked))


def _given(request: HttpRequest, of: ReturnYear) -> dict[str, str]:
    usual = {
        "how": DOWNLOAD if is_team() else FOLDER,
        "folder": str(folder() / EXPORTS),
        "prepared": figures(working_day(of.provider)),
    }
    failed = told(request, EXPORT) if request.method == "GET" else None
    if failed:
        asked = failed["job"].asked
        usual |= {"how": asked["how"], "folder": asked["folder"]}
        usual["prepared"] = figures(date.fromisoformat(asked["prepared"]))
    return {name: request.POST.get(name, text).strip() for name, text in usual.items()}


def _errors(given: dict[str, str], prepared: date | None) -> dict[str, str]:
    errors = {}
    if prepared is None:
        errors["prepared"] = "Enter the preparation date as a day, such as 18 October 2024."
    if given["how"] not in (FOLDER, DOWNLOAD) or (is_team() and given["how"] == FOLDER):
        errors["how"] = "Choose whether the file goes into a folder or is downloaded."
    if given["how"] == FOLDER and not Path(given["folder"]).is_absolute():
        errors["folder"] = f"Enter the whole path of a folder on this machine, such as {folder() / EXPORTS}."
    elif given["how"] == FOLDER and Path(given["folder"]).is_file():
        errors["folder"] = f"{given['folder']} is a file. Enter the path of a folder."
    return errors


def _context(request: HttpRequest, of: ReturnYear, given: dict[str, str], errors: dict[str, str]) -> dict[str, Any]:
    context: dict[str, Any] = {
        "of": of,
        "this": year_of(str(of.year)),
        "given": given,
        "errors": errors,
        "contract": kept_contract(of.provider),
        "workbook": newest_made(WORKBOOK, of),
    }
    if not_judged_yet(of) > JUDGED_AT_ONCE and (running := checking(who())) is not None:
        return context | {"checking": running}
    in_file, left_out = left_out_now(of)
    page = Paginator(left_out, ON_A_PAGE).get_page(request.GET.get("page"))
    return context | {
        "in_file": in_file,
        "left_out": len(left_out),
        "rows": page.object_list,
        "page": page,
        "page_address": "?page={page}",
    }


@require_GET
def exporting_done(request: HttpRequest, year: int, job: int) -> HttpResponse:
    """What was written, and who was left out."""
    of, found = return_year(year), job_of(job, EXPORT)
    if found.result is None or found.of is None or found.of.year != year:
        raise Http404
    page = Paginator(found.result["left_out"], ON_A_PAGE).get_page(request.GET.get("page"))
    keys = dict(of.learners.values_list("LearnRefNumber", "pk"))
    context = {
        "of": of,
        "job": found,
        "done": found.result,
        "is_download": found.asked["how"] == DOWNLOAD,
        "rows": [(reference, reasons, keys.get(reference)) for reference, reasons in page.object_list],
        "page": page,
        "page_address": "?page={page}",
        "is_sent": not Snapshot.objects.filter(pk=found.result["snapshot"], why=UNSENT).exists(),
    }
    return render(request, "exporting_done.html", context)


@require_GET
def exporting_file(request: HttpRequest, year: int, snapshot: int) -> StreamingHttpResponse:
    """The file of an export, made anew from what was kept of it: no copy of it lies on the disk."""
    if not Snapshot.objects.filter(pk=snapshot, of=return_year(year), why__in=(EXPORTED, UNSENT)).exists():
        raise Http404
    file = exported_again(snapshot)
    parts = (file.content[first : first + CHUNK] for first in range(0, len(file.content), CHUNK))
    answer = StreamingHttpResponse(parts, content_type="application/xml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{file.path.name}"'
    answer["Content-Length"] = str(len(file.content))
    return answer


@require_POST
def exporting_sent(request: HttpRequest, year: int, snapshot: int) -> HttpResponse:
    """Say whether the file of an export was sent in."""
    of = return_year(year)
    if not Snapshot.objects.filter(pk=snapshot, of=of).exists():
        raise Http404
    say_whether_sent(snapshot, request.POST.get("sent") == "yes")
    checking(who())
    return redirect(f"{reverse('snapshots', args=[year])}#snapshot-{snapshot}")
