"""The work list: what is to be done next, by money and deadline; who does it, what was done, and its files."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from openlet.contracts.reading import WrongContract
from openlet.payments.ledger import WrongLedger
from openlet.reports.folder import rendered_kept
from openlet.reports.tables import Report, Table, csv_bytes
from openlet.reports.work import COLUMNS, KINDS, PRIORITIES, WINDOW, Line
from openlet.spec.years import year_of
from openlet.store.basis import current_basis, working_day
from openlet.store.models import LearnerRow, ReturnYear, WorkItem
from openlet.store.refusals import NotDone
from openlet.store.services import assign_work, line_of, mark_done, mark_of_reports, open_again
from openlet.store.to_do import DONT_EXPORT, about_work
from openlet.web.frame import belongs_to, return_year, who
from openlet.web.jinja import count
from openlet.web.jinja import day as day_in_words
from openlet.web.places import AIMS, link
from openlet.web.reported import with_names
from openlet.web.tasks import checking
from openlet.web.views.reports import TYPES, download
from openlet.web.work_asked import DUE, MINE, NOBODY, ORDERS, STATES, Asked, figures, found

ON_A_PAGE = 50
CSV = "csv"
ASSIGN, MARK, REOPEN = "assign", "done", "reopen"
NOTHING_CHOSEN = "Choose at least one line, or all that are found."
COLOURS = {1: "red", 2: "orange", 3: "yellow", 4: "", 5: "grey"}

NO_CONTRACT = "No contract is kept, so nothing can be said of what is to be done. Add the contract file in Settings."

belongs_to("work", "work_item", "work_file")


@require_GET
def work(request: HttpRequest, year: int) -> HttpResponse:
    """The list."""
    return _list(request, return_year(year), Asked.of(request.GET.items()))


def _list(
    request: HttpRequest, of: ReturnYear, asked: Asked, errors: dict[str, str] | None = None, typed: Any = None
) -> HttpResponse:
    day = working_day(of.provider)
    items = found(asked, who(), day)
    pages = Paginator(items.select_related("learner__of", "learner__state"), ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    query = asked.query()
    context = {
        "of": of,
        "asked": asked,
        "query": query,
        "figures": figures(items),
        "page": page,
        "count": pages.count,
        "rows_shown": [shown(item, day, asked.names) for item in page.object_list],
        "about": _about_shown(of),
        "chosen": typed.getlist("only") if typed else (),
        "page_address": f"?{query}{'&' if query else ''}page={{page}}",
        "checking": checking(who()),
        "done": request.GET.get("did", ""),
        "errors": errors or {},
        "typed": typed or {},
        "me": who(),
    } | _choices()
    return render(request, "work.html", context, status=422 if errors else 200)


def _choices() -> dict[str, Any]:
    """What the filters offer."""
    own = WorkItem.objects.exclude(owner="").order_by("owner").values_list("owner", flat=True).distinct()
    refs = WorkItem.objects.exclude(bootcamp="").order_by("bootcamp").values_list("bootcamp", flat=True).distinct()
    years = ReturnYear.objects.order_by("-year").values_list("year", flat=True)
    return {
        "owners": list(own),
        "bootcamps": list(refs),
        "years": [year_of(str(one)) for one in years],
        "kinds": KINDS,
        "priorities": PRIORITIES,
        "colours": COLOURS,
        "states": STATES,
        "dues": DUE,
        "orders": ORDERS,
        "mine": MINE,
        "nobody": NOBODY,
    }


def _about(of: ReturnYear) -> dict[str, Any] | None:
    """What the list rests on; None where no contract is kept. Raises ``WrongContract``, ``WrongLedger``."""
    basis = current_basis(of.provider)
    if basis.contracts is None:
        return None
    return about_work(basis) | {"records_sha256": mark_of_reports(of.provider, basis)}


def _about_shown(of: ReturnYear) -> list[tuple[str, str]]:
    """The same for the page; where it cannot be said, why."""
    try:
        said = _about(of)
    except (WrongContract, WrongLedger) as error:
        return [("Trouble", str(error))]
    if said is None:
        return [("Contract", NO_CONTRACT)]
    contracts = [f"{one['id']} ({one['wave'] or 'no wave named'})" for one in said["contracts"]]
    return [
        ("As of", day_in_words(said["as_of"])),
        ("UKPRN", str(of.provider.UKPRN)),
        ("Contract", "; ".join(contracts)),
        ("Returns", "what would be exported now, and who would be left out"),
        ("Rules", f"{said['rules']}, OpenLET {said['openlet']}"),
        ("Records", said["records_sha256"][:16]),
    ]


@require_GET
def work_file(request: HttpRequest, year: int, form: str) -> HttpResponse:
    """The lines that the address asks for as a workbook, CSV or JSON: the very lines of the page, on all its pages."""
    of, asked = return_year(year), Asked.of(request.GET.items())
    day = working_day(of.provider)
    try:
        said = _about(of)
    except (WrongContract, WrongLedger):
        said = None
    if said is None or form not in (*TYPES, CSV):
        raise Http404
    made = Table("to-do", "Work list", COLUMNS, [line_of(item, day).cells() for item in found(asked, who(), day)])
    made = with_names(of, made) if asked.names else made
    said |= {"with_names": bool(asked.names), "filters": asked.query(names="") or "none"}
    name = f"work-list-{day.isoformat()}.{form}"
    if form == CSV:
        return download(name, "text/csv; charset=utf-8", csv_bytes(made))
    return download(name, TYPES[form], rendered_kept(Report("to-do", "Work list", (made,)), said, form))


def shown(item: WorkItem, day: Any, names: Any = True) -> dict[str, Any]:
    """An item as the pages show it, with the learner's name if that is asked for."""
    state = getattr(item.learner, "state", None) if names else None
    name = ", ".join(text for text in (state.FamilyName, state.GivenNames) if text) if state else ""
    line = line_of(item, day)
    left = (item.deadline - day).days if item.deadline else None
    return {"item": item, "line": line, "title": title(line), "name": name, "href": field_address(item), "left": left}


def title(line: Line) -> str:
    """What is wrong, in short: the element with what was found, unless what was found says so itself."""
    found = line.found or ""
    says_all = found.endswith(".") or found.startswith(f"{line.field} ") or "=" in found
    return found if says_all else f"{line.field}: {found}".removesuffix(": ")


def field_address(item: WorkItem) -> str:
    """Where the item is mended: its box on the learner's page; of a claim to come, where claims are recorded."""
    learner = item.learner_id
    if item.place == DONT_EXPORT:
        return f"{reverse('learner', args=[learner])}#{DONT_EXPORT}"
    if item.kind == WINDOW and item.place.startswith(f"{AIMS}/"):
        return str(reverse("actions", args=[learner, learner, item.place.removeprefix(f"{AIMS}/")]))
    return link(learner, [item.place])


@require_POST
def work_do(request: HttpRequest, year: int) -> HttpResponse:
    """Give the chosen items to somebody, mark them as done, or open them again; then back to the list."""
    of, asked = return_year(year), Asked.in_query(request.POST.get("asked", ""))
    chosen = [int(one) for one in request.POST.getlist("only") if one.isdecimal()]
    if request.POST.get("all"):
        chosen = list(found(asked, who(), working_day(of.provider)).values_list("pk", flat=True))
    what = request.POST.get("do", "")
    if not chosen:
        return _list(request, of, asked, {"choose": NOTHING_CHOSEN}, request.POST)
    try:
        did = _done_to(chosen, what, request)
    except NotDone as error:
        return _list(request, of, asked, {"give-to" if what == ASSIGN else "reason": str(error)}, request.POST)
    back = request.POST.get("back", "")
    if back.isdecimal():
        return redirect("work_item", year, int(back))
    return redirect(f"{reverse('work', args=[year])}{asked.address(did=did)}")


def _done_to(chosen: list[int], what: str, request: HttpRequest) -> str:
    """Do it, and say so in a sentence. Raises ``NotDone``."""
    if what == ASSIGN:
        owner = request.POST.get("owner", "").strip()
        number = assign_work(chosen, owner, who())
        return f"{count(number, 'line')} given to {owner or 'nobody'}."
    if what == MARK:
        number = mark_done(chosen, request.POST.get("reason", ""), who())
        return f"{count(number, 'line')} marked as done. What is not mended comes back."
    if what == REOPEN:
        return f"{count(open_again(chosen, who()), 'line')} put back on the list."
    raise NotDone("Choose what to do with the lines.")


@require_GET
def work_item(request: HttpRequest, year: int, item: int) -> HttpResponse:
    """One thing to do: all that is known of it, who does it, and its history."""
    of = return_year(year)
    kept = WorkItem.objects.select_related("learner__of__provider", "learner__state").filter(pk=item).first()
    if kept is None:
        raise Http404
    day = working_day(of.provider)
    learner: LearnerRow = kept.learner
    context = {
        "of": of,
        "one": shown(kept, day),
        "breadcrumbs": [{"text": "Work list", "href": reverse("work", args=[year])}, {"text": learner.LearnRefNumber}],
        "changes": kept.changes.order_by("-pk"),
        "kinds": KINDS,
        "priorities": PRIORITIES,
        "colours": COLOURS,
        "checking": checking(who()),
    } | _choices()
    return render(request, "work_item.html", context)
