"""Cohorts: the bootcamp templates of a return, each with the learners whose record has that bootcamp and start."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openlet.contracts.reading import WrongContract
from openlet.facts.fund_models import usual_fund_model
from openlet.facts.given import Given
from openlet.payments.ledger import WrongLedger
from openlet.spec.years import Year, year_of
from openlet.store.basis import current_basis, working_day
from openlet.store.cohorts import skeleton, template, template_of
from openlet.store.documents import ID, LEARNER, Document, checked
from openlet.store.judging import GAP
from openlet.store.models import BootcampState, Cohort, LearnerRow, ReturnYear
from openlet.store.refusals import NotDone
from openlet.store.services import end_cohort, keep_cohort
from openlet.web.forms.cohort import between, cohort_form, day_of, filled_in
from openlet.web.forms.typed import asked, canonical
from openlet.web.frame import belongs_to, return_year, who
from openlet.web.views.learner import KINDS, name_of

SHOWN_LEARNERS = 200
DONE = {
    "new": "The cohort was saved. Now enrol its learners.",
    "saved": "The cohort was saved. Learners who are enrolled already stay as they are.",
    "ended": "The cohort was ended: nobody is enrolled on it any more.",
    "open": "The cohort is open again.",
}
START, PLANNED_END = "Learner/LearningDelivery/*/LearnStartDate", "Learner/LearningDelivery/*/LearnPlanEndDate"

belongs_to("cohorts", "cohort_new", "cohort", "cohort_enrol", "change_many", "many_done")


def cohort_of(of: ReturnYear, cohort: int) -> Cohort:
    """A cohort of a return. Raises ``Http404``."""
    found: Cohort | None = of.cohorts.filter(pk=cohort).first()
    if found is None:
        raise Http404
    return found


def bootcamp_of(tree: Document) -> Document:
    """The bootcamp aim of a template, empty where it has none."""
    aims = tree.get(LEARNER, {}).get("LearningDelivery") or [{}]
    found: Document = aims[0]
    return found


def members(of: ReturnYear, tree: Document) -> "QuerySet[LearnerRow]":
    """The learners whose record has the bootcamp and the start of a template."""
    aim = bootcamp_of(tree)
    start = day_of(aim.get("LearnStartDate", ""))
    rows = LearnerRow.objects.filter(of=of, deleted=None)
    if start is None or not aim.get("LearnAimRef"):
        return rows.none()
    same = {"deliveries__LearnAimRef": aim["LearnAimRef"], "deliveries__LearnStartDate": start}
    return rows.filter(**same).distinct().order_by("LearnRefNumber")


def given_of(of: ReturnYear) -> tuple[Given | None, str]:
    """What the return is judged with; None and why, where contract or ledger cannot be read."""
    try:
        return current_basis(of.provider).given(year_of(str(of.year)), of.provider.UKPRN), ""
    except (WrongContract, WrongLedger) as error:
        return None, str(error)


@require_GET
def cohorts(request: HttpRequest, year: int) -> HttpResponse:
    """The cohorts of a return."""
    of = return_year(year)
    listed = [
        {"cohort": one, "aim": bootcamp_of(one.tree), "learners": members(of, one.tree).count()}
        for one in of.cohorts.order_by("ended", "name")
    ]
    return render(request, "cohorts.html", {"of": of, "listed": listed})


@require_http_methods(["GET", "POST"])
def cohort_new(request: HttpRequest, year: int) -> HttpResponse:
    """Choose a bootcamp of the contract, or a learner's, then fill the template in."""
    of = return_year(year)
    given, trouble = given_of(of)
    if request.method == "POST":
        return _keep(request, of, None, template({}), given)
    context = {"of": of, "trouble": trouble, "terms": given.contract if given else None, "asked": request.GET}
    if "bootcamp" in request.GET:
        tree, name = _from_contract(request, of, given)
        return _show(request, of, None, tree, given, name=name)
    if "learner" not in request.GET:
        return render(request, "cohort_new.html", context | {"between": between})
    try:
        row, aims = _learner_asked(of, request.GET["learner"].strip())
    except NotDone as error:
        return render(request, "cohort_new.html", context | {"between": between, "error": str(error)}, status=422)
    wanted = request.GET.get("aim", aims[0][ID] if len(aims) == 1 else "")
    if not any(aim[ID] == wanted for aim in aims):
        return render(request, "cohort_new.html", context | {"between": between, "aims": aims, "learner": row})
    document = checked(row.document.content, year_of(str(row.document.year)))
    tree = template_of(document, wanted, year_of(str(of.year)), given)
    return _show(request, of, None, tree, given, name=_name(tree, given))


def _from_contract(request: HttpRequest, of: ReturnYear, given: Given | None) -> tuple[Document, str]:
    """The template of a bootcamp that was chosen, with its dates as they are understood."""
    year, day = year_of(str(of.year)), working_day(of.provider)
    dates = [
        canonical(asked(template({}), path, year), request.GET.get(name, ""), day)
        for name, path in (("start", START), ("planned_end", PLANNED_END))
    ]
    start = day_of(dates[0])
    model = usual_fund_model(start, given) if given is not None and given.contract is not None and start else None
    tree = skeleton(request.GET["bootcamp"].strip(), dates[0], dates[1], str(model or ""))
    return tree, _name(tree, given)


def _name(tree: Document, given: Given | None) -> str:
    """A name to begin with: the bootcamp's title and the month of its start."""
    aim = bootcamp_of(tree)
    allocated = given.contract.bootcamps.get(aim.get("LearnAimRef", "")) if given and given.contract else None
    start = day_of(aim.get("LearnStartDate", ""))
    title = allocated.title if allocated else aim.get("LearnAimRef", "")
    return f"{title}, {start:%B %Y}" if start and title else title


def _learner_asked(of: ReturnYear, reference: str) -> tuple[LearnerRow, list[Document]]:
    """The learner of a reference with the aims that could be a template. Raises ``NotDone``."""
    row = LearnerRow.objects.select_related("document").filter(of=of, deleted=None, LearnRefNumber=reference).first()
    if row is None:
        raise NotDone(f"There is no learner {reference or 'without a reference'} in this return. Enter the reference.")
    states = BootcampState.objects.filter(learner=row, own=True).values_list("LearnAimRef", flat=True)
    held = row.document.content.get(LEARNER, {}).get("LearningDelivery", [])
    aims = [aim for aim in held if aim.get("LearnAimRef") in set(states)] or held
    if not aims:
        raise NotDone(f"Learner {reference} has no learning delivery yet. Choose another learner.")
    return row, aims


@require_http_methods(["GET", "POST"])
def cohort(request: HttpRequest, year: int, cohort: int) -> HttpResponse:
    """One cohort: its template, its learners."""
    of = return_year(year)
    kept = cohort_of(of, cohort)
    given, _ = given_of(of)
    if request.method == "POST":
        return _keep(request, of, kept, template(kept.tree), given)
    return _show(request, of, kept, template(kept.tree), given, name=kept.name)


@require_POST
def cohort_end(request: HttpRequest, year: int, cohort: int) -> HttpResponse:
    """End a cohort, or open it again."""
    of = return_year(year)
    ended = request.POST.get("ended") == "yes"
    end_cohort(of, cohort, ended)
    return redirect(f"{reverse('cohort', args=[year, cohort])}?done={'ended' if ended else 'open'}")


def _keep(
    request: HttpRequest, of: ReturnYear, kept: Cohort | None, tree: Document, given: Given | None
) -> HttpResponse:
    typed = {name: value for name, value in request.POST.items() if name.startswith(LEARNER)}
    name = request.POST.get("name", "").strip()
    base = parse_datetime(request.POST.get("changed", "")) if kept is not None else None
    tree = filled_in(tree, typed, year_of(str(of.year)), working_day(of.provider))
    try:
        saved = keep_cohort(of, name[:200], tree, who(), kept.pk if kept else None, _base(kept, base))
    except NotDone as error:
        return _show(request, of, kept, tree, given, name=name, error=str(error))
    return redirect(f"{reverse('cohort', args=[of.year, saved.pk])}?done={'saved' if kept else 'new'}")


def _base(kept: Cohort | None, sent: datetime | None) -> datetime | None:
    """When the cohort was kept that the screen started from; a screen that does not say so is too old."""
    if kept is None:
        return None
    if sent is None:
        raise NotDone("The page was too old. Open the cohort again, then repeat what you did.")
    return sent


def _show(
    request: HttpRequest,
    of: ReturnYear,
    kept: Cohort | None,
    tree: Document,
    given: Given | None,
    name: str,
    error: str = "",
) -> HttpResponse:
    year, day = year_of(str(of.year)), working_day(of.provider)
    form = cohort_form(tree, year, day, given)
    is_begun = kept is not None or bool(error)  # what is empty on a new form is no fault yet
    learners = members(of, kept.tree) if kept else LearnerRow.objects.none()
    context = {
        "of": of,
        "cohort": kept,
        "changed": request.POST.get("changed") or (kept.changed.isoformat() if kept else ""),
        "name": name,
        "error": error,
        "form": form,
        "said": {
            path: messages_shown(one for one in messages if is_begun or one.severity != GAP)
            for path, messages in form.messages.items()
        },
        "done": DONE.get(request.GET.get("done", ""), ""),
        "count": learners.count(),
        "learners": _learners(learners, bootcamp_of(tree).get("LearnAimRef", ""), year),
        "terms": given.contract if given else None,
        "between": between,
    }
    return render(request, "cohort.html", context, status=422 if error else 200)


def messages_shown(messages: Any) -> list[dict[str, str]]:
    """Messages as the components take them."""
    return [{"text": one.text, "kind": KINDS.get(one.severity, one.severity), "rule": one.code} for one in messages]


def _learners(rows: "QuerySet[LearnerRow]", LearnAimRef: str, year: Year) -> list[dict[str, Any]]:
    """The learners of a cohort with the states of its bootcamp."""
    listed = list(rows.select_related("document")[:SHOWN_LEARNERS])
    states = {
        one.learner_id: one
        for one in BootcampState.objects.filter(learner__in=listed, LearnAimRef=LearnAimRef, own=True)
    }
    return [{"row": row, "name": name_of(row.document.content), "state": states.get(row.pk)} for row in listed]
