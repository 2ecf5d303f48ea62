"""The learners of a return: found by what is typed, filtered, sorted, paged; added, held back, deleted."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openlet.payments.amounts import MILESTONES
from openlet.store.cohorts import own_ids
from openlet.store.documents import LEARNER
from openlet.store.models import BootcampState, DeliveryRow, LearnerRow, ReturnYear
from openlet.store.refusals import NotDone
from openlet.store.services import add_learner, delete_learner, next_reference, set_dont_export, undelete_learner
from openlet.web.due import due_in_words
from openlet.web.frame import belongs_to, return_year, who
from openlet.web.tasks import checking
from openlet.web.views.home import STATES

ON_A_PAGE = 50
SORTS = {
    "reference": ("LearnRefNumber",),
    "uln": ("state__ULN", "LearnRefNumber"),
    "name": ("state__FamilyName", "state__GivenNames", "LearnRefNumber"),
    "born": ("state__DateOfBirth", "LearnRefNumber"),
    "changed": ("changed", "LearnRefNumber"),
    "at_risk": ("state__at_risk", "LearnRefNumber"),
}
COLUMNS = (("reference", "Reference"), ("uln", "ULN"), ("name", "Name"), ("born", "Date of birth"))
COMPLETE, BY_USER, BY_ERRORS = "complete", "excluded", "errors"
STATE_WORDS = {
    COMPLETE: "Complete",
    BY_USER: "Excluded by you",
    BY_ERRORS: "Excluded by errors",
}
SHOWN = (
    "LearnRefNumber",
    "dont_export",
    "faults",
    "state__ULN",
    "state__FamilyName",
    "state__GivenNames",
    "state__DateOfBirth",
    "state__gaps",
    "state__needs_action",
)
HAS_ERRORS = Q(faults__gt=0) | Q(state__gaps__gt=0)

belongs_to("learners", "learner_new")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of the list asks for."""

    q: str = ""
    bootcamp: str = ""
    state: str = ""
    milestone: str = ""
    action: str = ""
    sort: str = "reference"

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        """Read from the address; what is not known is passed over."""
        given = {name: request.GET.get(name, "").strip() for name in cls.__slots__}
        if given["sort"].lstrip("-") not in SORTS:
            given["sort"] = "reference"
        return cls(**given)

    def address(self, **changed: str) -> str:
        """The query of the address, with something changed."""
        asked = {name: getattr(self, name) for name in self.__slots__} | changed
        kept = {name: value for name, value in asked.items() if value and (name, value) != ("sort", "reference")}
        return "?" + urlencode(kept)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.q or self.bootcamp or self.state or self.milestone or self.action)


def found(of: ReturnYear, asked: Asked) -> "QuerySet[LearnerRow, int]":
    """The keys of the learners that are asked for, in order: sorting whole rows would take several times as long."""
    rows = LearnerRow.objects.filter(of=of, deleted=None)
    for word in asked.q.casefold().split():
        rows = rows.filter(Q(state__searched__contains=word) | Q(LearnRefNumber__icontains=word))
    if asked.bootcamp:
        rows = rows.filter(pk__in=DeliveryRow.objects.filter(LearnAimRef=asked.bootcamp).values("learner"))
    if asked.state == BY_USER:
        rows = rows.filter(dont_export=True)
    elif asked.state == BY_ERRORS:
        rows = rows.filter(HAS_ERRORS)
    elif asked.state == COMPLETE:
        rows = rows.filter(dont_export=False, faults=0, state__gaps=0)
    name, _, milestone_state = asked.milestone.partition(":")
    if name in MILESTONES and milestone_state in STATES:
        rows = rows.filter(pk__in=BootcampState.objects.filter(**{name: milestone_state}).values("learner"))
    if asked.action:
        rows = rows.filter(state__needs_action=True)
    return rows.order_by(*_order(asked.sort)).values_list("pk", flat=True)


def _order(sort: str) -> list[Any]:
    """What is sorted by, learners without it last."""
    fields = [F(name) for name in SORTS[sort.lstrip("-")]]
    return [one.desc(nulls_last=True) if sort.startswith("-") else one.asc(nulls_last=True) for one in fields]


@require_GET
def learners(request: HttpRequest, year: int) -> HttpResponse:
    """The list; for the page's own script only the rows."""
    of, asked = return_year(year), Asked.of(request)
    pages = Paginator(found(of, asked), ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "of": of,
        "asked": asked,
        "page": page,
        "count": pages.count,
        "rows": _rows(list(page.object_list)),
        "head": _head(asked),
        "due": due_in_words(of) if asked.action else "",
        "page_address": asked.address() + ("&" if len(asked.address()) > 1 else "") + "page={page}",
    }
    if request.headers.get("HX-Request"):
        answer = render(request, "learners_found.html", context)
        answer["HX-Replace-Url"] = reverse("learners", args=[year]) + asked.address()
        return answer
    context |= {
        "bootcamps": _bootcamps_of(of),
        "states": STATES,
        "checking": checking(who(), of.provider),
        "state_words": STATE_WORDS,
        "deleted": LearnerRow.objects.filter(of=of).exclude(deleted=None).count(),
    }
    return render(request, "learners.html", context)


def _rows(keys: list[int]) -> list[dict[str, Any]]:
    """What the list shows of some learners, in the order of their keys."""
    bootcamps: dict[int, list[Any]] = {}
    listed = BootcampState.objects.filter(learner__in=keys).order_by("LearnStartDate")
    for one in listed.values_list("learner_id", "LearnAimRef", *MILESTONES, named=True):
        bootcamps.setdefault(one.learner_id, []).append(one)
    rows = {row["pk"]: row for row in LearnerRow.objects.filter(pk__in=keys).values("pk", *SHOWN)}
    return [_shown(rows[key], bootcamps.get(key, [])) for key in keys if key in rows]


def _shown(row: dict[str, Any], bootcamps: list[Any]) -> dict[str, Any]:
    names = (row["state__FamilyName"], row["state__GivenNames"])
    return {
        "key": row["pk"],
        "LearnRefNumber": row["LearnRefNumber"],
        "ULN": row["state__ULN"] or "",
        "name": ", ".join(name for name in names if name),
        "DateOfBirth": row["state__DateOfBirth"],
        "tags": _tags(row),
        "bootcamps": bootcamps,
    }


def _tags(row: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """The state of a learner as words, each with its colour. Nobody is called complete before having been checked."""
    words = [(STATE_WORDS[BY_USER], "grey")] if row["dont_export"] else []
    if row["faults"] > 0 or row["state__gaps"]:
        words.append((STATE_WORDS[BY_ERRORS], "red"))
    if row["state__gaps"] is None:
        return (*words, ("Not checked yet", "yellow"))
    if not words:
        words.append((STATE_WORDS[COMPLETE], "green"))
        if row["state__needs_action"]:
            words.append(("Needs action", "orange"))
    return tuple(words)


def _head(asked: Asked) -> list[dict[str, Any]]:
    made = []
    for key, words in COLUMNS:
        is_up, is_down = asked.sort == key, asked.sort == f"-{key}"
        made.append(
            {
                "text": words,
                "href": asked.address(sort=f"-{key}" if is_up else key),
                "sort": "ascending" if is_up else "descending" if is_down else None,
            }
        )
    return made


def _bootcamps_of(of: ReturnYear) -> list[str]:
    listed = BootcampState.objects.filter(learner__of=of).values_list("LearnAimRef", flat=True).distinct()
    return sorted(set(listed))


@require_http_methods(["GET", "POST"])
def learner_new(request: HttpRequest, year: int) -> HttpResponse:
    """Add a learner, on a known bootcamp or with nothing filled in yet."""
    of = return_year(year)
    if request.method == "GET":
        cohorts = of.cohorts.filter(ended=False).order_by("name")
        return render(request, "learner_new.html", {"of": of, "reference": next_reference(of), "cohorts": cohorts})
    chosen = request.POST.get("cohort", "")
    cohort = of.cohorts.filter(pk=chosen).first() if chosen.isdigit() else None
    reference = request.POST.get("LearnRefNumber", "").strip()
    tree = own_ids(cohort.tree).get(LEARNER) if cohort else None
    try:
        saved = add_learner(of, who(), reference, tree)
    except NotDone as error:
        cohorts = of.cohorts.filter(ended=False).order_by("name")
        context = {"of": of, "reference": reference, "cohorts": cohorts, "error": str(error), "chosen": chosen}
        return render(request, "learner_new.html", context, status=422)
    return redirect("learner", saved.learner)


@require_POST
def learner_delete(request: HttpRequest, learner: int) -> HttpResponse:
    """Delete a learner after the question; the list offers to undo it."""
    row = get_object_or_404(LearnerRow.objects.select_related("of"), pk=learner)
    if request.POST.get("sure") != "yes":
        return render(request, "learner_delete.html", {"row": row, "of": row.of})
    delete_learner(learner, who())
    return redirect(f"{reverse('learners_deleted', args=[row.of.year])}?just={learner}")


@require_POST
def learner_undelete(request: HttpRequest, learner: int) -> HttpResponse:
    """Bring a deleted learner back."""
    undelete_learner(learner, who())
    return redirect("learner", learner)


@require_GET
def learners_deleted(request: HttpRequest, year: int) -> HttpResponse:
    """The learners who were deleted, to bring them back."""
    of = return_year(year)
    rows = LearnerRow.objects.filter(of=of).exclude(deleted=None).order_by("-deleted")
    just = rows.filter(pk=request.GET["just"]).first() if request.GET.get("just", "").isdigit() else None
    names = {}
    for row in rows.select_related("document"):
        tree = row.document.content.get("Learner", {})
        names[row.pk] = ", ".join(text for text in (tree.get("FamilyName"), tree.get("GivenNames")) if text)
    return render(request, "learners_deleted.html", {"of": of, "rows": rows, "just": just, "names": names})


@require_POST
def learner_dont_export(request: HttpRequest, learner: int) -> HttpResponse:
    """Set or clear the user's own Don't-export tick."""
    set_dont_export(learner, request.POST.get("dont_export") == "yes", who())
    back = request.POST.get("back", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, None) else reverse("learner", args=[learner]))
