"""The guide's actions on a bootcamp: what can be done now, a few questions, a preview, then one step, with undo."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openlet.spec.scheme import Destination
from openlet.spec.years import Year, year_of
from openlet.store.actions import (
    ACTIONS,
    Available,
    Earlier,
    Plan,
    WrongInput,
    available,
    measures,
    outcomes,
    outcomes_when_completed,
    outcomes_when_unfinished,
    withdraw_reasons,
)
from openlet.store.basis import current_basis, today
from openlet.store.documents import Document, checked
from openlet.store.models import LearnerRow
from openlet.store.refusals import NotDone
from openlet.store.services import carry_out, foreseen, undo_version
from openlet.web.answers import found_on
from openlet.web.forms.written_dates import read_date
from openlet.web.frame import belongs_to, who
from openlet.web.views.learner import beside, learner_row, messages_of, tabs_of

LABELS = {
    "LearnActEndDate": "Last day that the learner attended",
    "Outcome": "Outcome",
    "WithdrawReason": "Reason for the withdrawal",
    "offered": "Day on which the offer was made",
    "OutType": "Where did the learner go?",
    "measure": "WMCA measure",
    "OutStartDate": "Day on which it began",
    "OutCollDate": "Day on which you heard of it",
    "LearnStartDate": "First day back",
    "LearnPlanEndDate": "New planned end",
}
DATES = {"LearnActEndDate", "offered", "OutStartDate", "OutCollDate", "LearnStartDate", "LearnPlanEndDate"}
NUMBERS = {"Outcome", "WithdrawReason", "OutCode"}
NEEDS_EARLIER = ("claim_milestone_2", "claim_milestone_3")

belongs_to("learners", "actions", "action")


@dataclass(slots=True)
class Subject:
    """A bootcamp of a learner on the screen. ``home`` is the learner whose record holds it, perhaps of another year."""

    row: LearnerRow
    home: LearnerRow
    document: Document
    year: Year
    aim: str
    earlier: Earlier | None
    given: Any

    def actions(self) -> tuple[Available, ...]:
        """Every action with the reason for those that make no sense now."""
        return available(self.document, self.year, self.aim, self.given, self.earlier)

    def plan(self, action: str, values: dict[str, Any]) -> Plan:
        """What an action would do. Raises ``WrongInput``, ``NotDone``."""
        more = {"earlier": self.earlier} if self.earlier and action in NEEDS_EARLIER else {}
        return ACTIONS[action].make(self.document, self.year, self.aim, self.given, **values, **more)


def _subject(learner: int, home: int, aim: str) -> Subject:
    row = learner_row(learner)
    holding = row if home == learner else learner_row(home)
    if row.of.provider_id != holding.of.provider_id:
        raise Http404
    year = year_of(str(row.document.year))
    document = checked(row.document.content, year)
    earlier = None
    if holding.pk != row.pk:
        other = year_of(str(holding.document.year))
        earlier = (checked(holding.document.content, other), other)
    given = current_basis(row.of.provider).given(year, row.of.provider.UKPRN)
    return Subject(row, holding, document, year, aim, earlier, given)


def _frame(request: HttpRequest, subject: Subject) -> dict[str, Any]:
    request.openlet_year = subject.row.of.year
    found = found_on(subject.row)
    held = subject.earlier[0] if subject.earlier else subject.document
    aims = held.get("Learner", {}).get("LearningDelivery", [])
    return beside(subject.row, subject.document, found) | {
        "tabs": tabs_of(subject.row, subject.document, subject.year, "", "", messages_of(found)),
        "subject": subject,
        "reference": next((one.get("LearnAimRef", "") for one in aims if one["_id"] == subject.aim), ""),
    }


@require_GET
def actions(request: HttpRequest, learner: int, home: int, aim: str) -> HttpResponse:
    """What can be recorded on the bootcamp now."""
    subject = _subject(learner, home, aim)
    return render(request, "actions.html", _frame(request, subject) | {"actions": subject.actions()})


@require_http_methods(["GET", "POST"])
def action(request: HttpRequest, learner: int, home: int, aim: str, action: str) -> HttpResponse:
    """One action: its questions, then what it would do, then it is done."""
    subject = _subject(learner, home, aim)
    chosen = next((one for one in subject.actions() if one.action == action), None)
    if chosen is None:
        raise Http404
    if chosen.why_not is not None:
        raise NotDone(chosen.why_not)
    context = _frame(request, subject) | {"action": chosen, "inputs": _inputs(chosen, subject.year), "step": "ask"}
    if request.method == "GET":
        return render(request, "action.html", context | {"typed": {}, "errors": {}})
    typed = {name: request.POST.get(name, "").strip() for name in _names(chosen)}
    try:
        values = _values(chosen, typed)
        plan = subject.plan(action, values)
    except WrongInput as wrong:
        asked_again = {"typed": typed, "errors": wrong.errors, "measures": _measures(typed.get("OutType", ""))}
        return render(request, "action.html", context | asked_again, status=422)
    if request.POST.get("step") != "do":
        preview: dict[str, Any] = {"step": "preview", "typed": typed, "plan": plan, "at_version": subject.row.version}
        preview["money"] = _money(subject, plan, context["bootcamps"])
        return render(request, "action.html", context | preview)
    version = request.POST.get("version", "")
    saved = carry_out(learner, plan.steps, int(version) if version.isdigit() else -1, who(), plan.reads)
    place = reverse("learner", args=[learner])
    return redirect(f"{place}?did={action}&version={saved.version}" if saved.changes else place)


def _money(subject: Subject, plan: Plan, now: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each milestone whose state would change: bootcamp, number, state now and then, pence."""
    then = foreseen(
        subject.row, plan.applied_to(subject.document, subject.year), current_basis(subject.row.of.provider)
    )
    before = {_place(one): one for one in now}
    return [
        {"bootcamp": one["bootcamp"]["LearnAimRef"], "number": name[1:], "now": was, "then": milestone["state"]}
        | {"pence": milestone["worth"]}
        for one in then
        for name, milestone in one["milestones"].items()
        if "state" in milestone
        and (was := before.get(_place(one), {}).get("milestones", {}).get(name, {}).get("state")) != milestone["state"]
    ]


def _place(bootcamp: dict[str, Any]) -> tuple[str, str]:
    return (str(bootcamp["bootcamp"]["LearnAimRef"]), str(bootcamp["bootcamp"]["LearnStartDate"]))


def _names(chosen: Available) -> list[str]:
    """The names of the form's fields: outcome type and code are one choice."""
    return [name for name in chosen.inputs if name != "OutCode"]


def _values(chosen: Available, typed: dict[str, str]) -> dict[str, Any]:
    """The values of the form as the action takes them. Raises ``WrongInput``."""
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, text in typed.items():
        if name in DATES:
            values[name] = _day(name, text, errors)
        elif name == "OutType":
            values["OutType"], _, code = text.partition(" ")
            values["OutCode"] = int(code) if code.isdigit() else None
        elif name in NUMBERS:
            values[name] = int(text) if text.isdigit() else None
        else:
            values[name] = text or None
    if errors:
        raise WrongInput(errors)
    return values


def _day(name: str, text: str, errors: dict[str, str]) -> date | None:
    day = read_date(text, today()) if text else None
    if text and day is None:
        errors[name] = f"{text} is not a day. Enter it like 18 October 2024 or 18/10/2024."
    return day


def _inputs(chosen: Available, year: Year) -> list[dict[str, Any]]:
    """The questions of an action: name, label, kind, choices."""
    choices = {
        "Outcome": [{"value": one.code, "text": f"{one.code} — {one.label}"} for one in _outcomes(chosen, year)],
        "WithdrawReason": [{"code": one.code, "label": one.label} for one in withdraw_reasons(year)],
        "OutType": [
            {"value": f"{one.OutType} {one.OutCode}", "text": f"{one.OutType} {one.OutCode} — {one.title}"}
            for one in outcomes()
        ],
    }
    kinds = {"Outcome": "radios", "WithdrawReason": "select", "OutType": "select", "measure": "measure"}
    return [
        {
            "name": name,
            "label": LABELS[name],
            "kind": "date" if name in DATES else kinds[name],
            "choices": choices.get(name, []),
        }
        for name in _names(chosen)
    ]


def _outcomes(chosen: Available, year: Year) -> Any:
    completed = chosen.action == "record_completion"
    return outcomes_when_completed(year) if completed else outcomes_when_unfinished(year)


@require_GET
def action_measures(request: HttpRequest) -> HttpResponse:
    """The measures that the matrix allows for the outcome chosen, for the page's script."""
    allowed = _measures(request.GET.get("OutType", ""))
    return render(request, "action_measures.html", {"measures": allowed, "typed": {}, "errors": {}})


def _measures(outcome: str) -> tuple[Destination, ...]:
    """The codes that go with an outcome, written as type and code."""
    kind, _, code = outcome.partition(" ")
    return measures(kind, int(code)) if code.isdigit() else ()


@require_POST
def action_undo(request: HttpRequest, learner: int, version: int) -> HttpResponse:
    """Take back a whole action of one's own."""
    undo_version(learner, version, who())
    return redirect(f"{reverse('learner', args=[learner])}?undone={version}")
