"""The page of work in the background: how far it is, and then on to what it did."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from openlet.reports.kinds import KINDS
from openlet.store.models import Job
from openlet.store.services import EXAMINE, take_notice
from openlet.web.compare_tasks import COMPARE
from openlet.web.file_tasks import EXPORT, RESTORE, SEND, UNDO
from openlet.web.frame import belongs_to
from openlet.web.money_tasks import PREPARE
from openlet.web.report_tasks import REPORT_FILES, REPORTS
from openlet.web.sheet_tasks import MARKED, WORKBOOK
from openlet.web.tasks import IMPORT, job_shown

TITLES = {
    EXAMINE: "The file is being read",
    IMPORT: "The file is being imported",
    UNDO: "The import is being undone",
    RESTORE: "The snapshot is being restored",
    EXPORT: "The return is being exported",
    SEND: "The return is being sent to the combined authority",
    COMPARE: "Both are being compared",
    WORKBOOK: "The workbook is being made",
    MARKED: "The marked copy is being made",
    PREPARE: "What would be recorded as paid is being worked out",
    REPORTS: "The reports are being worked out",
    REPORT_FILES: "The files are being written",
}

KEPT_UNDER = {  # else History
    PREPARE: "Money",
    REPORTS: "Reports",
    REPORT_FILES: "Reports",
    WORKBOOK: "Export",
    MARKED: "Import",
    SEND: "Sent returns",
}

belongs_to(
    "importing", "importing_preview", "importing_answers", "importing_confirm", "importing_done", "importing_undo"
)
belongs_to("exporting", "exporting_done")
belongs_to("history", "snapshots", "snapshot", "snapshot_learner")


def job_of(job: int, *kinds: str) -> Job:
    """A job of one of some kinds. Raises ``Http404``."""
    found: Job | None = Job.objects.select_related("of__provider").filter(pk=job, kind__in=kinds or TITLES).first()
    if found is None:
        raise Http404
    return found


def begun(job: Job) -> HttpResponse:
    """Go to the page that shows how far a job is."""
    return redirect("working", job.pk)


@require_GET
def working(request: HttpRequest, job: int) -> HttpResponse:
    """How far a job is; when it is over, on to what it did."""
    found = job_of(job)
    request.openlet_year = found.of.year if found.of else None
    shown = job_shown(found)
    if shown["over"]:
        return redirect(address_after(found))
    return render(request, "working.html", _context(found, shown))


@require_GET
def working_state(request: HttpRequest, job: int) -> HttpResponse:
    """The same for the page's script, which asks every second."""
    found = job_of(job)
    shown = job_shown(found)
    if shown["over"]:
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = address_after(found)
        return answer
    return render(request, "working_state.html", _context(found, shown))


@require_POST
def working_noticed(request: HttpRequest, job: int) -> HttpResponse:
    """Take note that the user has read what became of a job that was cut off."""
    take_notice(job_of(job).pk)
    back = request.POST.get("back", get_script_prefix())
    return redirect(back if url_has_allowed_host_and_scheme(back, None) else get_script_prefix())


def _context(job: Job, shown: dict[str, Any]) -> dict[str, Any]:
    kept = KEPT_UNDER.get(job.kind, "History")
    return {"working": shown, "job": job, "title": TITLES[job.kind], "of": job.of, "kept_under": kept}


def address_after(job: Job) -> str:
    """Where a job that is over leads to: what it did, or the page that it was asked for on, with what went wrong."""
    assert job.of is not None
    year, failed = job.of.year, job_shown(job)["failed"]
    if job.kind == PREPARE:
        return _with(reverse("money_record", args=[year]), job)
    if job.kind in (REPORTS, REPORT_FILES):
        kind = job.asked.get("report")
        return _with(reverse("report", args=[year, kind]) if kind in KINDS else reverse("reports", args=[year]), job)
    if job.kind == COMPARE:
        return _with(reverse("compare", args=[year]), job)
    if job.kind == EXAMINE:
        done = reverse("importing_preview", args=[year, job.pk])
        return _with(reverse("importing", args=[year]), job) if failed else done
    if job.kind == IMPORT:
        done = reverse("importing_done", args=[year, job.pk])
        return _with(reverse("importing_preview", args=[year, job.asked["preview"]]), job) if failed else done
    if job.kind in (WORKBOOK, MARKED):
        return _after_making(job, year, failed)
    if job.kind == UNDO:
        done = reverse("importing_undo", args=[year, job.asked["snapshot"]])
        return _with(done if failed else reverse("snapshots", args=[year]), job)
    if job.kind == SEND and not failed:
        sent = str(reverse("submission", args=[job.result["submission"]]))
        return sent if job.result["is_new"] else f"{sent}?again=1"
    if job.kind == RESTORE:
        return _after_restoring(job, year, failed)
    return _with(reverse("exporting", args=[year]), job) if failed else reverse("exporting_done", args=[year, job.pk])


def _after_making(job: Job, year: int, failed: bool) -> str:
    if not failed:
        return str(reverse("sheet_made", args=[year, job.pk]))
    preview = job.asked.get("preview")
    if preview:
        return _with(reverse("importing_preview", args=[year, preview]), job)
    return _with(reverse("exporting", args=[year]), job)


def _after_restoring(job: Job, year: int, failed: bool) -> str:
    reference = job.asked["LearnRefNumber"]
    if not failed:
        learner = job.asked.get("learner")
        return _with(reverse("learner_history", args=[learner]) if learner else reverse("snapshots", args=[year]), job)
    asked = reverse("snapshot", args=[year, job.asked["snapshot"]])
    if reference is not None:
        page = reverse("snapshot_learner", args=[year, job.asked["snapshot"]])
        asked = f"{page}?{urlencode({'key': job.asked['learner']} if job.asked['learner'] else {'learner': reference})}"
    return _with(asked, job)


def _with(address: str, job: Job) -> str:
    return f"{address}{'&' if '?' in address else '?'}job={job.pk}"


def told(request: HttpRequest, *kinds: str) -> dict[str, Any] | None:
    """The job that the address tells of, as the pages show it; None where it tells of none."""
    key = request.GET.get("job", "")
    found = Job.objects.filter(pk=key, kind__in=kinds).first() if key.isdigit() else None
    return job_shown(found) if found is not None else None
