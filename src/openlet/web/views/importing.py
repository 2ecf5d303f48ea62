"""Import: a file is chosen, read and shown completely, then imported or given up; and an import undone."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openlet.exchange.opening import is_spreadsheet
from openlet.ilr.migrating import BREAK, OVERDUE, UNKNOWN_OUTCOME, USUAL, Choice
from openlet.spec.years import year_of
from openlet.store.arriving import LARGEST_XML, MEGABYTE
from openlet.store.models import Job, ReturnYear, Snapshot, Upload
from openlet.store.refusals import NotDone
from openlet.store.services import (
    ADD,
    EXAMINE,
    MERGE,
    MODES,
    REPLACE,
    drop_upload,
    keep_upload,
    mark_now,
    newest_made,
    undoing_import,
)
from openlet.web.file_tasks import UNDO, begin
from openlet.web.frame import return_year, who
from openlet.web.previews import CELLS, CHANGED, GONE, KEPT, NEW, UNCHANGED, changes_in, choices_of, kinds_asked
from openlet.web.sheet_tasks import MARKED
from openlet.web.tasks import IMPORT
from openlet.web.views.history import shown
from openlet.web.views.working import begun, job_of, told

ON_A_PAGE = 50
LARGEST = f"{LARGEST_XML // MEGABYTE} MB"
MODE_WORDS = {
    MERGE: (
        "Merge",
        "New learners are added; known ones take what the file says. Learners who are not in the file stay.",
    ),
    ADD: ("Only new learners", "New learners are added. Learners who are kept already stay exactly as they are."),
    REPLACE: (
        "Replace the return",
        "The return becomes what the file says. Learners who are not in it are deleted; they can be brought back.",
    ),
}
REFUSED, LOST, LEFT, TOTALS = "refused", "not_carried", "left", "elements"
CHOICES = tuple(str(choice) for choice in Choice)
QUESTIONS = {
    BREAK: ("breaks", "Learners on a break", "They are continuing learners, and are usually carried over."),
    UNKNOWN_OUTCOME: (
        "unknown_outcomes",
        "Aims that have ended with an unknown outcome",
        "Carry them over if the outcome is still to be returned; leave them if the return that is closed says it all.",
    ),
    OVERDUE: (
        "overdue",
        "Apprenticeships whose planned end is long past",
        "They were planned to end more than two years before the new year, and usually stay behind.",
    ),
}


@require_http_methods(["GET", "POST"])
def importing(request: HttpRequest, year: int) -> HttpResponse:
    """Choose a file; it is kept in the store until it is imported or given up."""
    of = return_year(year)
    if request.method == "GET":
        failed = told(request, EXAMINE)
        return render(request, "importing.html", _context(of, failed["job"].text if failed else ""))
    file = request.FILES.get("file")
    if file is None:
        return render(request, "importing.html", _context(of, "Choose the file to import."), status=422)
    upload = keep_upload(Path(file.name or "file").name, file.read(), who())
    if is_spreadsheet(upload.name):
        return redirect("sheet_match", year, upload.pk)
    return begun(begin(EXAMINE, who(), of, upload=upload.pk, name=upload.name))


def _context(of: ReturnYear, error: str) -> dict[str, Any]:
    waiting = []
    for upload in Upload.objects.defer("content").order_by("-pk"):
        job = Job.objects.filter(kind=EXAMINE, asked__upload=upload.pk, state="done").defer("result").last()
        waiting.append({"upload": upload, "job": job, "is_spreadsheet": is_spreadsheet(upload.name)})
    return {"of": of, "this": year_of(str(of.year)), "error": error, "waiting": waiting, "largest": LARGEST}


@require_POST
def importing_give_up(request: HttpRequest, year: int, upload: int) -> HttpResponse:
    """Remove a file that is not to be imported."""
    return_year(year)
    drop_upload(upload)
    return redirect("importing", year)


# The preview.


@require_GET
def importing_preview(request: HttpRequest, year: int, job: int) -> HttpResponse:
    """What each way of importing the file would do, learner by learner."""
    of, examined = return_year(year), _examined(year, job)
    if examined is None:
        return redirect("importing", year)
    failed = told(request, IMPORT, MARKED)
    return render(
        request, "importing_preview.html", _shown(request, of, examined, failed["job"].text if failed else "")
    )


def _examined(year: int, job: int) -> Job | None:
    """The job that read the file; None where the file was imported or given up since. Raises ``Http404``."""
    found = job_of(job, EXAMINE)
    if found.of is None or found.of.year != year:
        raise Http404
    return found if found.result is not None else None


def _shown(request: HttpRequest, of: ReturnYear, examined: Job, error: str = "", field: str = "") -> dict[str, Any]:
    preview = examined.result
    usual = ADD if preview["carried"] else MERGE  # what was entered in the new year is not overwritten unasked
    mode = request.GET.get("mode") or request.POST.get("mode") or usual
    mode = mode if mode in MODES else usual
    plan, lists = preview["plans"][mode], _lists(preview, mode)
    wanted = request.GET.get("show", "")
    show = wanted if wanted in lists else next(iter(lists), NEW)
    page = Paginator(_entries(preview, mode, show), ON_A_PAGE).get_page(request.GET.get("page"))
    return {
        "of": of,
        "job": examined,
        "preview": preview,
        "file_year": year_of(str(preview["of"])),
        "into": year_of(str(preview["into"])),
        "mode": mode,
        "modes": [(key, words, note) for key, (words, note) in MODE_WORDS.items()],
        "plan": plan,
        "lists": [{"key": key, "text": words, "count": number} for key, (words, number) in lists.items()],
        "show": show,
        "rows": [_row(entry, mode, show) for entry in page.object_list],
        "page": page,
        "page_address": "?" + urlencode({"mode": mode, "show": show}) + "&page={page}",
        "questions": _questions(examined) if preview["carried"] else None,
        "does_something": any(plan[key] for key in (NEW, CHANGED, GONE)),
        "error": error,
        "error_field": field,
        "marked": newest_made(MARKED, of, preview=examined.pk),
    }


def _lists(preview: dict[str, Any], mode: str) -> dict[str, tuple[str, int]]:
    """The lists of a preview that have anything in them, with how much."""
    plan, carried = preview["plans"][mode], preview["carried"]
    listed = {
        NEW: ("New", plan[NEW]),
        CHANGED: ("Changed", plan[CHANGED]),
        GONE: ("Deleted", plan[GONE]),
        KEPT: ("Kept already", plan[KEPT]),
        UNCHANGED: ("Unchanged", plan[UNCHANGED]),
        REFUSED: ("Refused", len(preview[REFUSED])),
        CELLS: ("Cells to correct", preview[CELLS]["count"]),
        LOST: ("Not taken over", len(preview[LOST])),
    }
    if carried:
        listed[LEFT] = ("Left behind, or to look at", len(carried["gone"]))
        listed[TOTALS] = ("What became of each element", len(carried["summary"]["rows"]))
    return {key: found for key, found in listed.items() if found[1]}


def _entries(preview: dict[str, Any], mode: str, show: str) -> list[Any]:
    if show in (REFUSED, LOST):
        return list(preview[show])
    if show == CELLS:
        return list(preview[CELLS]["listed"])
    if show == GONE:
        return [{"reference": reference} for reference in preview[GONE]]
    if show == LEFT:
        return list(preview["carried"]["gone"])
    if show == TOTALS:
        return list(preview["carried"]["summary"]["rows"])
    return [entry for entry in preview["learners"] if entry["what"].get(mode) == show]


def _row(entry: Any, mode: str, show: str) -> Any:
    return entry | {"shown_changes": changes_in(entry, mode)} if show == CHANGED else entry


def _questions(examined: Job) -> dict[str, Any]:
    answers = examined.asked.get("choices") or {}
    preview = examined.result
    listed = preview["carried"]["questions"]
    return {
        "kinds": [
            (
                QUESTIONS[kind],
                answers.get(QUESTIONS[kind][0]) or str(USUAL[kind]),
                sum(one["kind"] == kind for one in listed),
            )
            for kind in kinds_asked(preview)
        ],
        "listed": listed[:ON_A_PAGE],
        "more": max(len(listed) - ON_A_PAGE, 0),
        "own": {(reference, number): answer for reference, number, answer in answers.get("aims", [])},
        "open": sum(not one["decided"] for one in listed),
        "renumber": bool(answers.get("renumber")),
        "for_milestones": " ".join(answers.get("for_milestones", [])),
    }


@require_POST
def importing_answers(request: HttpRequest, year: int, job: int) -> HttpResponse:
    """Read the file again with answers to what only the provider knows, then show the new preview."""
    of, examined = return_year(year), _examined(year, job)
    if examined is None:
        return redirect("importing", year)
    asked = examined.asked | {"choices": _answers(request, examined), "again": False}
    return begun(begin(EXAMINE, who(), of, **asked))


def _answers(request: HttpRequest, examined: Job) -> dict[str, Any] | None:
    preview = examined.result
    if not preview["carried"]:
        return None
    answers: dict[str, Any] = {}
    for name, _, _ in QUESTIONS.values():
        chosen = request.POST.get(name, "")
        answers[name] = chosen if chosen in CHOICES else None
    answers["aims"] = [
        [one["reference"], one["number"], chosen]
        for at, one in enumerate(preview["carried"]["questions"])
        if (chosen := request.POST.get(f"aim-{at}", "")) in CHOICES
    ]
    shown = {(one["reference"], one["number"]) for one in preview["carried"]["questions"][:ON_A_PAGE]}
    before = (examined.asked.get("choices") or {}).get("aims", [])
    answers["aims"] += [one for one in before if (one[0], one[1]) not in shown]
    answers["renumber"] = request.POST.get("renumber") == "yes"
    answers["for_milestones"] = request.POST.get("for_milestones", "").replace(",", " ").split()
    return answers


@require_POST
def importing_confirm(request: HttpRequest, year: int, job: int) -> HttpResponse:
    """Import the file as its preview shows, unless something that it touches was changed since."""
    of, examined = return_year(year), _examined(year, job)
    if examined is None:
        raise NotDone("That file is not here any more: it was imported or given up. Choose it again.")
    mode, mark, preview = request.POST.get("mode", ""), request.POST.get("mark", ""), examined.result
    if mode not in MODES:
        raise NotDone("Choose first how the file is to be imported.")
    choices = choices_of(examined.asked.get("choices"))
    into = year_of(str(preview["into"]))
    if mark != mark_now(of, preview["references"], preview["file"], into, mode, choices):
        return begun(begin(EXAMINE, who(), of, **(examined.asked | {"again": True})))
    if mode == REPLACE and preview["plans"][mode][GONE] and request.POST.get("sure") != "yes":
        text = "Tick that learners who are not in the file are to be deleted, or choose another way to import it."
        return render(request, "importing_preview.html", _shown(request, of, examined, text, "#sure"), status=422)
    if preview["carried"] and any(not one["decided"] for one in preview["carried"]["questions"]):
        text = "Answer the questions first: whether these aims are carried over or left behind."
        return render(request, "importing_preview.html", _shown(request, of, examined, text, "#questions"), status=422)
    asked = {"upload": examined.asked["upload"], "name": examined.asked["name"], "preview": examined.pk}
    choices_asked = examined.asked.get("choices")
    return begun(begin(IMPORT, who(), of, mode=mode, mark=mark, choices=choices_asked, **asked))


@require_GET
def importing_done(request: HttpRequest, year: int, job: int) -> HttpResponse:
    """What an import did, and the way to undo it."""
    of, found = return_year(year), job_of(job, IMPORT)
    if found.result is None:
        raise Http404
    return render(request, "importing_done.html", {"of": of, "job": found, "done": found.result})


# Undoing.


@require_http_methods(["GET", "POST"])
def importing_undo(request: HttpRequest, year: int, snapshot: int) -> HttpResponse:
    """What undoing an import would do; those who were changed since are named, and asked about."""
    of = return_year(year)
    if not Snapshot.objects.filter(pk=snapshot, of=of).exists():
        raise Http404
    error = ""
    if request.method == "POST":
        answer = {"yes": True, "no": False}.get(request.POST.get("with_changed", ""))
        plan = undoing_import(snapshot)
        if plan.changed_since and answer is None:
            error = "Say whether the learners who were changed since are to be undone as well."
        else:
            mark = request.POST.get("mark", "")
            return begun(begin(UNDO, who(), of, snapshot=snapshot, with_changed=answer, mark=mark))
    failed = told(request, UNDO)
    error = error or (failed["job"].text if failed else "")
    return render(request, "importing_undo.html", _undoing(request, of, snapshot, error), status=422 if error else 200)


def _undoing(request: HttpRequest, of: ReturnYear, snapshot: int, error: str) -> dict[str, Any]:
    plan = undoing_import(snapshot)
    page = Paginator(plan.learners, ON_A_PAGE).get_page(request.GET.get("page"))
    return {
        "of": of,
        "plan": plan,
        "rows": [shown(one, plan.year) for one in page.object_list],
        "page": page,
        "page_address": "?page={page}",
        "since": plan.changed_since,
        "error": error,
    }
