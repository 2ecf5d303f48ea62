"""What is done to many learners at once: one planned value changed after a preview; what was done, and its undo."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from openlet.store.models import Batch, LearnerRow
from openlet.store.services import undo_batch
from openlet.web.frame import return_year, who
from openlet.web.tasks import checking
from openlet.web.views.learner import name_of


@require_GET
def many_done(request: HttpRequest, year: int, batch: int) -> HttpResponse:
    """What was done to many learners, with links to them and the undo."""
    of = return_year(year)
    done = Batch.objects.filter(of=of, pk=batch).first()
    if done is None:
        raise Http404
    keys = [learner for learner, _ in done.saves]
    rows = LearnerRow.objects.filter(pk__in=keys).select_related("document", "state").order_by("LearnRefNumber")
    listed = [{"row": row, "name": name_of(row.document.content), "state": getattr(row, "state", None)} for row in rows]
    return render(request, "many_done.html", {"of": of, "batch": done, "listed": listed, "may_undo": done.who == who()})


@require_POST
def many_undo(request: HttpRequest, year: int, batch: int) -> HttpResponse:
    """Undo it as a whole."""
    of = return_year(year)
    if not Batch.objects.filter(of=of, pk=batch).exists():
        raise Http404
    undo_batch(batch, who())
    checking(who())
    return redirect("many_done", year, batch)
