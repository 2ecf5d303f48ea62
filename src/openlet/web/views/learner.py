"""One learner: the tabs with their forms, saving as one types, records added and removed."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from openlet.spec.layout import entity
from openlet.spec.years import Year, year_of
from openlet.store.actions import ACTIONS
from openlet.store.basis import Kept, kept_now, working_day
from openlet.store.documents import DESTINATIONS, ID, LEARNER, Document, checked
from openlet.store.models import LearnerRow
from openlet.store.refusals import Conflict, Gone, NotDone
from openlet.store.services import add_record, remove_record, set_place
from openlet.web.answers import Found, answers, found_on
from openlet.web.due import due_in_words
from openlet.web.forms.sections import aim_form, destination_form, employment_form, learner_form
from openlet.web.forms.shapes import Box, Form
from openlet.web.forms.typed import Asked, asked, canonical, read_as, shown
from openlet.web.frame import belongs_to, who
from openlet.web.jinja import fragment
from openlet.web.places import AIM, AIMS, DESTINATION, EMPLOYMENT, LEARNER_TAB, link, tab_address, tab_of

SEVERITIES = ("schema", "gap", "error", "no-pay", "warning", "to-do")
MUST_BE_MENDED = ("schema", "gap", "error", "no-pay")
KINDS = {"gap": "error"}  # how a mandatory gap looks beside its field

TITLES = {name: one.title for name, one in ACTIONS.items()}

belongs_to("learners", "learner", "learner_aim", "learner_employment", "learner_destination")


@dataclass(slots=True)
class Page:
    """A learner on the screen, at one tab."""

    row: LearnerRow
    document: Document
    year: Year
    tab: str
    aim: str
    form: Form
    kept: Kept  # what of contract and return dates counted when the page was drawn
    found: Found | None  # what was found on the learner, None where nobody can be judged

    @property
    def messages(self) -> list[dict[str, Any]]:
        """What was found, as the store keeps it."""
        return messages_of(self.found)


def messages_of(found: Found | None) -> list[dict[str, Any]]:
    """The messages about a learner."""
    said: list[dict[str, Any]] = found.judgement.messages if found else []
    return said


def learner_row(learner: int) -> LearnerRow:
    """A learner who is there, with all that is kept beside. Raises ``Http404``."""
    beside = ("of__provider", "document", "state", "judgement")
    row: LearnerRow | None = LearnerRow.objects.select_related(*beside).filter(pk=learner, deleted=None).first()
    if row is None:
        raise Http404
    return row


def page_of(learner: int, tab: str, aim: str = "") -> Page:
    """A learner at a tab. Raises ``Http404`` where there is no such learner, tab or aim."""
    row = learner_row(learner)
    kept = kept_now(row.of.provider)
    found = found_on(row, kept)
    document = checked(row.document.content, year_of(str(row.document.year)))
    form = form_of(row, document, tab, aim, messages_of(found))
    return Page(row, document, year_of(str(row.document.year)), tab, aim, form, kept, found)


def form_of(row: LearnerRow, document: Document, tab: str, aim: str, messages: list[dict[str, Any]]) -> Form:
    """The form of a tab. Raises ``Http404`` where there is no such tab or aim."""
    year, day = year_of(str(row.document.year)), working_day(row.of.provider)
    spoken = {place for message in messages for place in message["places"]}
    if tab == AIM:
        if all(one[ID] != aim for one in aims_of(document)):
            raise Http404
        return aim_form(document, aim, year, day, spoken)
    if tab == EMPLOYMENT:
        return employment_form(document, year, day, spoken)
    if tab == DESTINATION:
        if entity(year, DESTINATIONS) is None:
            raise Http404
        return destination_form(document, year, day, spoken)
    return learner_form(document, year, day, spoken)


def aims_of(document: Document) -> list[Document]:
    """The learning deliveries of a document."""
    held: list[Document] = document.get(LEARNER, {}).get("LearningDelivery", [])
    return held


@require_GET
def learner(request: HttpRequest, learner: int) -> HttpResponse:
    """The learner tab."""
    return _show(request, page_of(learner, LEARNER_TAB))


@require_GET
def learner_aim(request: HttpRequest, learner: int, aim: str) -> HttpResponse:
    """The tab of one learning delivery."""
    return _show(request, page_of(learner, AIM, aim))


@require_GET
def learner_employment(request: HttpRequest, learner: int) -> HttpResponse:
    """The tab of the employment statuses."""
    return _show(request, page_of(learner, EMPLOYMENT))


@require_GET
def learner_destination(request: HttpRequest, learner: int) -> HttpResponse:
    """The tab of destinations and progression."""
    return _show(request, page_of(learner, DESTINATION))


def _show(request: HttpRequest, page: Page) -> HttpResponse:
    request.openlet_year = page.row.of.year
    done = {name: request.GET.get(name, "") for name in ("did", "version", "undone")}
    return render(request, "learner.html", context_of(page) | {"done": done, "titles": TITLES})


def context_of(page: Page) -> dict[str, Any]:
    """What the page of a learner shows."""
    return beside(page.row, page.document, page.found, page.kept) | {
        "page": page,
        "form": page.form,
        "said": messages_by_box(page.form, page.messages),
        "tabs": tabs_of(page.row, page.document, page.year, page.tab, page.aim, page.messages),
    }


def beside(row: LearnerRow, document: Document, found: Found | None, kept: Kept | None = None) -> dict[str, Any]:
    """What stands beside every tab of a learner: the answers, the milestones, what is to be mended."""
    messages = messages_of(found)
    return {
        "row": row,
        "of": row.of,
        "year": year_of(str(row.of.year)),
        "name": name_of(document),
        "answers": answers(row, found),
        "bootcamps": found.judgement.bootcamps if found else [],
        "to_mend": to_mend(row.pk, messages, MUST_BE_MENDED),
        "to_do": to_mend(row.pk, messages, ("warning", "to-do")),
        "due": due_in_words(row.of, kept),
        "unjudged": found.judgement.unjudged if found else [],
        "automatic": automatic_reasons(row, messages),
    }


def name_of(document: Document) -> str:
    """The learner's name as people write it."""
    tree = document.get(LEARNER, {})
    return " ".join(text for text in (tree.get("GivenNames"), tree.get("FamilyName")) if text)


def automatic_reasons(row: LearnerRow, messages: list[dict[str, Any]]) -> list[str]:
    """Why the learner would be left out of the export whatever the user's own tick says."""
    return [message["text"] for message in messages if message["is_gap"] or message["severity"] == "schema"]


def to_mend(learner: int, messages: list[dict[str, Any]], severities: tuple[str, ...]) -> list[dict[str, Any]]:
    """The messages of some severities, the gravest first, each with the address of its field."""
    found = [message for message in messages if message["severity"] in severities]
    ordered = sorted(found, key=lambda message: SEVERITIES.index(message["severity"]))
    return [message | {"href": link(learner, message["places"])} for message in ordered]


def messages_by_box(form: Form, messages: list[dict[str, Any]]) -> dict[str, list[dict[str, str]]]:
    """The messages that stand beside each box (or list) of the tab, as the components take them.

    A message stands at the first of its places that is on the tab.
    """
    found: dict[str, list[dict[str, str]]] = {}
    for one in sorted(messages, key=lambda one: SEVERITIES.index(one["severity"])):
        path = next((path for path in map(form.place_of, one["places"]) if path), None)
        if path is not None:
            kind = KINDS.get(one["severity"], one["severity"])
            found.setdefault(path, []).append(
                {"text": one["text"], "kind": kind, "rule": one["code"], "href": reverse("rule", args=[one["code"]])}
            )
    return found


def tabs_of(
    row: LearnerRow, document: Document, year: Year, tab: str, aim: str, messages: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The tabs of a learner, each with how much is to be mended on it."""
    counts: dict[tuple[str, str], int] = {}
    for message in messages:
        if message["severity"] in MUST_BE_MENDED and message["places"]:
            key = tab_of(message["places"][0])
            counts[key] = counts.get(key, 0) + 1
    listed = [(LEARNER_TAB, "", "Learner")]
    for number, one in enumerate(aims_of(document), 1):
        listed.append(
            (AIM, one[ID], f"Aim {one.get('AimSeqNumber') or number}: {one.get('LearnAimRef') or 'no reference'}")
        )
    listed.append((EMPLOYMENT, "", "Employment status"))
    if entity(year, DESTINATIONS) is not None:
        listed.append((DESTINATION, "", "Destination and progression"))
    return [
        {
            "text": words,
            "href": tab_address(row.pk, key, which),
            "current": (key, which) == (tab, aim),
            "count": counts.get((key, which)),
        }
        for key, which, words in listed
    ]


# Saving.


@require_POST
def learner_save(request: HttpRequest, learner: int) -> HttpResponse:
    """Save one box as typed, and answer with everything beside it that has changed."""
    tab, aim = request.POST.get("tab", LEARNER_TAB), request.POST.get("aim", "")
    row = learner_row(learner)
    year, said_before = year_of(str(row.document.year)), _as_shown(row)
    document = checked(row.document.content, year)
    form = form_of(row, document, tab, aim, said_before)
    path, typed = request.POST.get("path", ""), request.POST.get("value", "")
    base = request.POST.get("base")
    box = form.box(path)
    if box is None or base is None:
        raise Gone("That field is not there any more: somebody removed its record. Open the learner again.")
    of = asked(document, path, year)
    text = canonical(of, typed, working_day(row.of.provider))
    before = messages_by_box(form, said_before)
    try:
        saved = set_place(learner, path, text, base, who())
    except Conflict as conflict:
        return _conflict(request, page_of(learner, tab, aim), box, of, conflict, text)
    except NotDone as error:
        context = {"id": fragment(path), "text": str(error)}
        return render(request, "learner_not_saved.html", context, status=422)
    after = page_of(learner, tab, aim)
    said = messages_by_box(after.form, after.messages)
    context = beside(after.row, after.document, after.found, after.kept) | {
        "id": fragment(path),
        "base": text,
        "read_as": read_as(of, text),
        "changed": {
            each: said.get(each, []) for each in before.keys() | said.keys() if before.get(each) != said.get(each)
        },
        "path": path,
        "version": saved.version if saved.changes else None,
        "kept_slots": said,
        "depending": [each for each in after.form.boxes() if each.depends_on == path],
    }
    return render(request, "learner_saved.html", context)


def _as_shown(row: LearnerRow) -> list[dict[str, Any]]:
    """What was found on a learner when it was last judged: what stands on the screen that a save comes from."""
    judgement = getattr(row, "judgement", None)
    said: list[dict[str, Any]] = judgement.messages if judgement is not None else []
    return said


def _conflict(request: HttpRequest, page: Page, box: Box, of: Asked, conflict: Conflict, text: str) -> HttpResponse:
    """Both values, and the choice; the value of the other stands in the store."""
    theirs = str(conflict.theirs or "")
    context = {
        "page": page,
        "row": page.row,
        "id": fragment(box.path),
        "box": box,
        "theirs": theirs,
        "theirs_shown": shown(of, theirs),
        "mine": text,
        "mine_shown": shown(of, text),
    }
    return render(request, "learner_conflict.html", context, status=409)


@require_POST
def learner_add(request: HttpRequest, learner: int) -> HttpResponse:
    """Add a record to a list, then show its form."""
    key = request.POST.get("path", "")
    if key == AIMS:
        aims = aims_of(learner_row(learner).document.content)
        numbers = [int(aim["AimSeqNumber"]) for aim in aims if aim.get("AimSeqNumber", "").isdigit()]
        saved = add_record(learner, AIMS, who(), {"AimSeqNumber": str(max(numbers, default=0) + 1), "CompStatus": "1"})
        return _go_to(tab_address(learner, AIM, saved.record), f"{AIMS}/{saved.record}")
    page = page_of(learner, request.POST.get("tab", LEARNER_TAB), request.POST.get("aim", ""))
    wanted = page.form.list(key)
    if wanted is None or not wanted.may_add:
        raise NotDone("Nothing can be added there. Open the learner again.")
    saved = add_record(learner, wanted.path, who(), wanted.new)
    return _go_to(_address(request, learner), f"{wanted.path}/{saved.record}")


@require_POST
def learner_remove(request: HttpRequest, learner: int) -> HttpResponse:
    """Remove a record that nobody has changed meanwhile."""
    path = request.POST.get("path", "")
    version = request.POST.get("version", "")
    if not version.isdigit():
        raise NotDone("The page was too old. Open the learner again, then remove the record.")
    own = [int(one) for one in request.POST.getlist("own") if one.isdigit()]
    remove_record(learner, path, int(version), who(), own)
    upper = path.rpartition("/")[0]
    return _go_to(tab_address(learner, LEARNER_TAB) if upper == AIMS else _address(request, learner), upper)


def _address(request: HttpRequest, learner: int) -> str:
    return tab_address(learner, request.POST.get("tab", LEARNER_TAB), request.POST.get("aim", ""))


def _go_to(address: str, place: str) -> HttpResponse:
    """Have the page's script open an address anew, at a place of it."""
    answer = HttpResponse(status=204)
    answer["HX-Redirect"] = f"{address}?at={fragment(place)}#{fragment(place)}"
    return answer
