"""Everything kept about one person: said on a page, and given as a file that can be handed over."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openlet.spec.years import year_of
from openlet.store.models import Change, LearnerRow
from openlet.store.of_person import Person, Said, person_of
from openlet.store.whose import is_team
from openlet.web.frame import belongs_to, who
from openlet.web.person_file import notes_on, person_file

belongs_to("learners", "person", "person_file")


@require_GET
def person(request: HttpRequest, learner: int) -> HttpResponse:
    """Which records are one person's, and what would be in the file."""
    row, found = _row(request, learner), person_of(learner)
    keys = found.learners
    context = {
        "row": row,
        "rows": [
            (one, year_of(str(one.of.year)), Change.objects.filter(learner=one).count())
            for one in LearnerRow.objects.filter(pk__in=keys).select_related("of").order_by("of__year", "pk")
        ],
        "notes": notes_on(found),
    }
    return render(request, "person.html", context)


@require_GET
def person_file_view(request: HttpRequest, learner: int) -> HttpResponse:
    """The file."""
    row, found = _row(request, learner), person_of(learner)
    made = person_file(found, row.of.provider, who(), _elsewhere(found, row))
    answer = HttpResponse(made.content, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return answer


def _elsewhere(found: Person, row: LearnerRow) -> Said:
    """On a team's server the log of who saw the records; what the authority keeps is the authority's to give."""
    if not is_team():
        return {}
    from openlet.team.retention import log_about

    return {"log": log_about(row.of.provider.UKPRN, found.learners)}


def _row(request: HttpRequest, learner: int) -> LearnerRow:
    row: LearnerRow | None = LearnerRow.objects.select_related("of__provider").filter(pk=learner).first()
    if row is None:
        raise Http404
    request.openlet_year = row.of.year
    return row
