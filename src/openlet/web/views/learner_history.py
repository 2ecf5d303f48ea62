"""The history of one learner: what was done, by whom and when; undo of one's own; back to a snapshot."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from openlet.spec.years import year_of
from openlet.store.models import Change, LearnerDocument, LearnerRow
from openlet.store.refusals import Conflict, NotDone
from openlet.store.services import undo_version
from openlet.web.file_tasks import RESTORE
from openlet.web.frame import belongs_to, who
from openlet.web.views.history import in_words, newest_snapshots
from openlet.web.views.working import told
from openlet.web.words import name_in, value_in_words

SAVES_ON_A_PAGE = 30
SNAPSHOTS_OFFERED = 30
CAN_BE_UNDONE = ("set", "add", "remove", "delete", "dont_export")

belongs_to("learners", "learner_history", "learner_history_undo")


@require_GET
def learner_history(request: HttpRequest, learner: int) -> HttpResponse:
    """Everything that was done to a learner, newest first; for the page's own script only the list."""
    row = _row(request, learner)
    done = told(request, RESTORE)
    context = _context(request, row)
    if request.headers.get("HX-Request"):
        return render(request, "learner_history_list.html", context)
    said = done["job"].text if done and not done["failed"] else ""
    if request.GET.get("undone"):
        said = "Undone."
    return render(request, "learner_history.html", context | {"done": said})


@require_POST
def learner_history_undo(request: HttpRequest, learner: int, version: int) -> HttpResponse:
    """Undo one save of one's own; where somebody changed the same since, both values are shown."""
    row = _row(request, learner)
    try:
        undo_version(learner, version, who())
    except Conflict as conflict:
        context = _context(request, row) | {"conflict": _conflict(row, conflict)}
        return render(request, "learner_history.html", context, status=409)
    except NotDone as error:
        return render(request, "learner_history.html", _context(request, row) | {"error": str(error)}, status=422)
    return redirect(f"{request.path.rpartition('/undo/')[0]}?undone=1")


def _row(request: HttpRequest, learner: int) -> LearnerRow:
    row: LearnerRow | None = LearnerRow.objects.select_related("of__provider").filter(pk=learner).first()
    if row is None:
        raise Http404
    request.openlet_year = row.of.year
    return row


def _context(request: HttpRequest, row: LearnerRow) -> dict[str, Any]:
    versions = Change.objects.filter(learner=row).order_by("-version").values_list("version", flat=True).distinct()
    page = Paginator(versions, SAVES_ON_A_PAGE).get_page(request.GET.get("page"))
    listed = Change.objects.filter(learner=row, version__in=list(page.object_list))
    saves: dict[int, list[dict[str, Any]]] = {}
    for one in in_words(listed.select_related("snapshot").order_by("-version", "pk"), year_of(str(row.of.year))):
        saves.setdefault(one["change"].version, []).append(one)
    document = LearnerDocument.objects.get(pk=row.pk).content
    return {
        "row": row,
        "of": row.of,
        "name": name_in(document),
        "saves": [_save(version, changes) for version, changes in saves.items()],
        "page": page,
        "page_address": "?page={page}",
        "snapshots": newest_snapshots(row.of, SNAPSHOTS_OFFERED),
    }


def _save(version: int, changes: list[dict[str, Any]]) -> dict[str, Any]:
    first = changes[0]["change"]
    own = all(one["change"].who == who() for one in changes)
    possible = all(one["change"].action in CAN_BE_UNDONE and not one["is_undone"] for one in changes)
    return {
        "version": version,
        "who": first.who,
        "when": first.when,
        "because": changes[0]["because"],
        "changes": changes,
        "is_undone": any(one["is_undone"] for one in changes),
        "can_undo": own and possible,
    }


def _conflict(row: LearnerRow, conflict: Conflict) -> dict[str, str]:
    """Both values in words: what undo would put back, and what stands there now."""
    document = LearnerDocument.objects.get(pk=row.pk).content
    year = year_of(str(row.of.year))
    who_else = Change.objects.filter(learner=row, path=conflict.path).aggregate(found=Max("pk"))["found"]
    last = Change.objects.filter(pk=who_else).first() if who_else else None
    said = value_in_words(conflict.path, conflict.theirs, conflict.yours, year, document)
    return said | {"who": last.who if last else ""}
