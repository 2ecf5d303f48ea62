"""The history of a return: every change, the snapshots, and bringing back what they hold."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from openlet.spec.years import Year, year_of
from openlet.store.comparing import differences, with_ids_of
from openlet.store.models import Change, LearnerDocument, LearnerRow, ReturnYear, Snapshot
from openlet.store.past import document_before
from openlet.store.services import EXPORT as EXPORTED
from openlet.store.services import UNSENT, Restored, restoring
from openlet.web.file_tasks import RESTORE, UNDO, begin
from openlet.web.frame import return_year, who
from openlet.web.views.working import begun, told
from openlet.web.words import Words, change_in_words, difference_in_words, name_in

ON_A_PAGE = 50
WHY = {
    "import": "Before the import of {file}",
    EXPORTED: "Export of {file}",
    UNSENT: "Export of {file}, not sent in",
    "restore": "Before a restore",
    "undo": "Before the import of {file} was undone",
    "daily": "Before the first change of the day",
}


@require_GET
def history(request: HttpRequest, year: int) -> HttpResponse:
    """Every change of the return, newest first."""
    of = return_year(year)
    asked = {name: request.GET.get(name, "").strip() for name in ("learner", "person")}
    found = Change.objects.filter(learner__of=of)
    people = sorted(found.order_by().values_list("who", flat=True).distinct())
    if asked["learner"]:
        found = found.filter(learner__LearnRefNumber__iexact=asked["learner"])
    if asked["person"]:
        found = found.filter(who=asked["person"])
    page = Paginator(found.select_related("learner", "snapshot").order_by("-pk"), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    query = urlencode({name: text for name, text in asked.items() if text})
    context = {
        "of": of,
        "asked": asked,
        "people": people,
        "rows": in_words(page.object_list, year_of(str(year))),
        "page": page,
        "page_address": f"?{query}&page={{page}}" if query else "?page={page}",
    }
    return render(request, "history.html", context)


def in_words(changes: "QuerySet[Change] | list[Change]", year: Year) -> list[dict[str, Any]]:
    """Changes as the pages show them: who, when, learner, place, old and new."""
    listed = list(changes)
    keys = {one.learner_id for one in listed}
    documents = dict(LearnerDocument.objects.filter(pk__in=keys).values_list("pk", "content"))
    undone = set(Change.objects.filter(undoes__in=listed).values_list("undoes_id", flat=True))
    return [
        {
            "change": one,
            "words": change_in_words(one, year, documents.get(one.learner_id, {})),
            "changes": _inside(one, year),
            "because": because(one),
            "is_undone": one.pk in undone,
        }
        for one in listed
    ]


def _inside(change: Change, year: Year) -> list[Words]:
    """What was different in a record that was replaced as a whole."""
    if change.action != "replace" or change.version == 1:
        return []
    before = document_before(change, year)
    after = with_ids_of(before, change.new, year)
    return [difference_in_words(one, year, before, after) for one in differences(before, after, year)]


def because(change: Change) -> str:
    """By what a change was made, where it was not made by itself: an import, a restore, an undo."""
    if change.undoes_id is not None:
        return "undo"
    if change.snapshot is None:
        return ""
    if change.snapshot.why == "import":
        return f"import of {change.snapshot.file_name}"
    return "restore" if change.snapshot.why == "restore" else f"import of {change.snapshot.file_name} undone"


# Snapshots.


@require_GET
def snapshots(request: HttpRequest, year: int) -> HttpResponse:
    """The snapshots and exports of the return, newest first."""
    of = return_year(year)
    found = Snapshot.objects.filter(of=of).defer("content").order_by("-pk")
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    done = told(request, RESTORE, UNDO)
    context = {
        "of": of,
        "rows": [(one, why_in_words(one)) for one in page.object_list],
        "exports": (EXPORTED, UNSENT),
        "unsent": UNSENT,
        "page": page,
        "page_address": "?page={page}",
        "done": done["job"].text if done and not done["failed"] else "",
    }
    return render(request, "snapshots.html", context)


def why_in_words(snapshot: Snapshot) -> str:
    """Why a snapshot was taken."""
    words: str = WHY.get(snapshot.why, snapshot.why)
    return words.format(file=snapshot.file_name or "a file")


@require_http_methods(["GET", "POST"])
def snapshot(request: HttpRequest, year: int, snapshot: int) -> HttpResponse:
    """What restoring the whole return would do; and the way to one learner."""
    of, kept = return_year(year), _snapshot(year, snapshot)
    if request.method == "POST":
        mark = request.POST.get("mark", "")
        return begun(begin(RESTORE, who(), of, snapshot=snapshot, LearnRefNumber=None, mark=mark))
    plan = restoring(snapshot)
    page = Paginator(plan.learners, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "of": of,
        "snapshot": kept,
        "why": why_in_words(kept),
        "plan": plan,
        "rows": [shown(one, plan.year) for one in page.object_list],
        "counts": _counts(plan.learners, plan.unchanged),
        "page": page,
        "page_address": "?page={page}",
        "error": _failed(request),
    }
    return render(request, "snapshot.html", context)


@require_http_methods(["GET", "POST"])
def snapshot_learner(request: HttpRequest, year: int, snapshot: int) -> HttpResponse:
    """What restoring one learner would do: one with a key, or one whose reference was typed."""
    of, kept = return_year(year), _snapshot(year, snapshot)
    asked = request.POST if request.method == "POST" else request.GET
    reference = _reference(of, asked.get("key", "")) or asked.get("learner", "").strip()
    plan = restoring(snapshot, reference)
    if request.method == "POST":
        row = LearnerRow.objects.filter(of=of, LearnRefNumber=reference).first()
        asked = {"snapshot": snapshot, "LearnRefNumber": reference, "learner": row.pk if row else None}
        return begun(begin(RESTORE, who(), of, mark=request.POST.get("mark", ""), **asked))
    context = {
        "of": of,
        "snapshot": kept,
        "why": why_in_words(kept),
        "plan": plan,
        "reference": reference,
        "rows": [shown(one, plan.year) for one in plan.learners],
        "error": _failed(request),
    }
    return render(request, "snapshot_learner.html", context)


def _reference(of: ReturnYear, key: str) -> str:
    row = LearnerRow.objects.filter(of=of, pk=key).first() if key.isdigit() else None
    return str(row.LearnRefNumber) if row is not None else ""


def _snapshot(year: int, snapshot: int) -> Snapshot:
    kept: Snapshot | None = Snapshot.objects.filter(pk=snapshot, of__year=year).defer("content").first()
    if kept is None:
        raise Http404
    return kept


def _failed(request: HttpRequest) -> str:
    failed = told(request, RESTORE)
    return failed["job"].text if failed and failed["failed"] else ""


def _counts(learners: list[Restored], unchanged: int) -> dict[str, int]:
    gone, back = sum(one.is_deleted for one in learners), sum(one.comes_back for one in learners)
    return {"changed": len(learners) - gone - back, "back": back, "gone": gone, "unchanged": unchanged}


def shown(one: Restored, year: Year) -> dict[str, Any]:
    """A learner who would be brought back, as the pages show it."""
    now, then = one.now or {}, one.to_document or {}
    changes = [difference_in_words(each, year, now, then) for each in one.differences(year)]
    if one.row is not None and one.to_document is not None and one.row.dont_export != one.dont_export:
        ticks = ("ticked", "not ticked") if one.row.dont_export else ("not ticked", "ticked")
        changes.append({"place": "Don't export", "old": ticks[0], "new": ticks[1]})
    return {
        "reference": one.LearnRefNumber,
        "name": name_in(one.now or one.to_document or {}),
        "what": "deleted" if one.is_deleted else "brought back" if one.comes_back else "put back",
        "changes": changes,
        "since": one.changed_since,
    }


def newest_snapshots(of: ReturnYear, number: int) -> list[tuple[Snapshot, str]]:
    """The newest snapshots, to choose one for a learner."""
    found = Snapshot.objects.filter(of=of).defer("content").order_by("-pk")[:number]
    return [(one, why_in_words(one)) for one in found]
