"""Money: what each bootcamp has earned, what is payable now, at risk or lost, why; and what is recorded as paid."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openlet.contracts.reading import WrongContract
from openlet.payments.amounts import MILESTONES
from openlet.payments.ledger import Ledger, Recording, WrongLedger
from openlet.payments.movement import CLAWBACK, NEW, RESTORED
from openlet.spec.years import year_of
from openlet.store.basis import LEDGER, folder, kept_contract, kept_ledger
from openlet.store.models import BootcampState, Job, LearnerRow, ReturnYear
from openlet.store.refusals import NotDone
from openlet.store.services import (
    Prepared,
    finish_job,
    prepared_from,
    record_paid,
    take_back_recording,
    to_take_back,
)
from openlet.store.whose import is_team
from openlet.web.due import due_in_words
from openlet.web.frame import belongs_to, return_year, who
from openlet.web.jinja import count
from openlet.web.money_tasks import PREPARE, begin_preparing
from openlet.web.sums import (
    OWN_PHRASES,
    Standing,
    bootcamps,
    kept_back,
    reasons_of,
    standings,
    state_is,
    sums,
    together,
)
from openlet.web.tasks import checking, job_shown
from openlet.web.views.home import STATES
from openlet.web.views.working import begun

ON_A_PAGE = 50
SHOWN_MOVEMENTS = 500
SHOWN_RECORDINGS = 5
MOVEMENT_WORDS = {NEW: "Paid", RESTORED: "Paid again", CLAWBACK: "Taken back"}
DONE = {
    "recorded": "It was recorded. All learners are being checked again.",
    "taken": "The last recording was taken back. All learners are being checked again.",
}

belongs_to("money", "money_record", "money_take_back")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    year: str = ""
    bootcamp: str = ""
    milestone: str = ""
    state: str = ""
    reason: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        """Read from the address; what is not known is passed over."""
        given = {name: request.GET.get(name, "").strip() for name in cls.__slots__}
        given["milestone"] = given["milestone"] if given["milestone"] in MILESTONES else ""
        given["state"] = given["state"] if given["state"] in STATES else ""
        given["year"] = given["year"] if given["year"].isdigit() else ""
        return cls(**given)

    def address(self, **changed: str) -> str:
        """The query of the address, with something changed."""
        asked = {name: getattr(self, name) for name in self.__slots__} | changed
        return "?" + urlencode({name: value for name, value in asked.items() if value})

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is filtered."""
        return any(getattr(self, name) for name in self.__slots__)


def found(asked: Asked) -> "QuerySet[BootcampState]":
    """The bootcamps that are asked for, in order."""
    rows = bootcamps()
    if asked.year:
        rows = rows.filter(learner__of__year=int(asked.year))
    if asked.bootcamp:
        rows = rows.filter(LearnAimRef=asked.bootcamp)
    names = (asked.milestone,) if asked.milestone else MILESTONES
    if asked.state:
        wanted = Q()
        for name in names:
            wanted |= state_is(name, asked.state)
        rows = rows.filter(wanted)
    if asked.reason:
        keys = [
            key
            for key, _, milestones in standings(kept_back(rows, names))
            if any(asked.reason in one.codes for one in milestones if one.name in names)
        ]
        rows = rows.filter(pk__in=keys)
    return rows.order_by("learner__LearnRefNumber", "learner__of__year", "LearnStartDate", "pk")


@require_GET
def money(request: HttpRequest, year: int) -> HttpResponse:
    """The page: sums, what keeps money back, the bootcamps one by one, what has been recorded."""
    of, asked = return_year(year), Asked.of(request)
    rows = found(asked)
    by_milestone = sums(rows)
    pages = Paginator(rows.select_related("learner__of", "learner__state"), ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    listed = list(page.object_list)
    stand = {key: milestones for key, _, milestones in standings(bootcamps().filter(pk__in=[row.pk for row in listed]))}
    context = {
        "of": of,
        "asked": asked,
        "sums": by_milestone,
        "total": together(by_milestone),
        "reasons": reasons_of(rows),
        "page": page,
        "count": pages.count,
        "rows": [_shown(row, stand[row.pk]) for row in listed],
        "page_address": asked.address() + ("&" if asked.is_narrowed else "") + "page={page}",
        "states": STATES,
        "milestones": MILESTONES,
        "reason_words": OWN_PHRASES.get(asked.reason, asked.reason),
        "bootcamps": sorted(bootcamps().order_by().values_list("LearnAimRef", flat=True).distinct()),
        "years": [year_of(str(one)) for one in ReturnYear.objects.order_by("-year").values_list("year", flat=True)],
        "due": [due_in_words(one) for one in ReturnYear.objects.select_related("provider").order_by("-year")],
        "done": DONE.get(request.GET.get("done", ""), ""),
        "checking": checking(who()),
    } | _ledger(of)
    return render(request, "money.html", context)


def _shown(row: BootcampState, milestones: list[Standing]) -> dict[str, Any]:
    """A bootcamp as the page shows it."""
    state = getattr(row.learner, "state", None)
    name = ", ".join(text for text in (state.FamilyName, state.GivenNames) if text) if state else ""
    return {"row": row, "learner": row.learner, "name": name, "milestones": milestones}


def _ledger(of: ReturnYear) -> dict[str, Any]:
    """The contract and what has been recorded, and what is wrong with either."""
    try:
        contract, ledger, trouble = kept_contract(of.provider), kept_ledger(), ""
    except (WrongContract, WrongLedger) as error:
        contract, ledger, trouble = None, Ledger(), str(error)
    recordings = [recording_shown(one) for one in reversed(ledger.recordings[-SHOWN_RECORDINGS:])]
    return {
        "contract": contract,
        "trouble": trouble,
        "recordings": recordings,
        "recordings_more": max(len(ledger.recordings) - SHOWN_RECORDINGS, 0),
        "to_take_back": to_take_back(ledger) is not None,
        "last_hash": ledger.last_hash,
        "ledger_path": LEDGER if is_team() else folder() / LEDGER,
    }


def recording_shown(recording: Recording) -> dict[str, Any]:
    """A recording as the page shows it."""
    return {
        "when": datetime.fromisoformat(recording.recorded_at),
        "who": recording.recorded_by,
        "as_of": recording.as_of,
        "movements": len(recording.entries),
        "pence": recording.pence,
        "takes_back": recording.takes_back,
    }


# Recording.


@require_http_methods(["GET", "POST"])
def money_record(request: HttpRequest, year: int) -> HttpResponse:
    """Record the payable amounts as paid: what it means, what would be recorded, then it is recorded."""
    of = return_year(year)
    if request.method == "POST" and request.POST.get("step") != "record":
        return begun(begin_preparing(of, who()))
    key = request.POST.get("job") or request.GET.get("job", "")
    shown = _job(key)
    prepared = prepared_from(shown["job"].result) if shown is not None and shown["job"].result else None
    error = shown["job"].text if shown is not None and shown["failed"] else ""
    if request.method == "POST" and prepared is None:
        error = "What would be recorded has to be worked out first."
    elif request.method == "POST" and request.POST.get("sure") != "yes":
        error = "Tick the box when WMCA has paid these amounts."
    elif request.method == "POST":
        assert prepared is not None and shown is not None
        try:
            record_paid(of.provider, prepared, who())
        except (NotDone, WrongLedger) as refused:
            return _record_page(request, of, None, str(refused))
        finish_job(shown["job"].pk, f"{count(len(prepared.entries), 'movement')} recorded.")
        checking(who())
        return redirect(f"{reverse('money', args=[year])}?done=recorded")
    return _record_page(request, of, prepared, error, key)


def _job(key: str) -> dict[str, Any] | None:
    """The job that worked out what would be recorded, None where there is none."""
    found = Job.objects.filter(pk=key, kind=PREPARE).first() if key.isdigit() else None
    return job_shown(found) if found is not None else None


def _record_page(
    request: HttpRequest, of: ReturnYear, prepared: Prepared | None, error: str, key: str = ""
) -> HttpResponse:
    context = {"of": of, "error": error, "job": key, "prepared": prepared} | _ledger(of)
    if prepared is not None:
        context |= _preview(prepared)
    return render(request, "money_record.html", context, status=422 if error else 200)


def _preview(prepared: Prepared) -> dict[str, Any]:
    """What would be recorded, by milestone and one by one."""
    references = {entry.LearnRefNumber for entry in prepared.entries}
    rows = LearnerRow.objects.filter(deleted=None, LearnRefNumber__in=references).select_related("of")
    keys = {(row.of.year, row.LearnRefNumber): row.pk for row in rows}
    listed = [
        {
            "entry": entry,
            "learner": keys.get((entry.year, entry.LearnRefNumber)),
            "words": MOVEMENT_WORDS.get(entry.reason, entry.reason),
        }
        for entry in prepared.entries[:SHOWN_MOVEMENTS]
    ]
    by_milestone = [
        {
            "name": name,
            "count": sum(entry.milestone == name for entry in prepared.entries),
            "pence": sum(entry.pence for entry in prepared.entries if entry.milestone == name),
        }
        for name in MILESTONES
    ]
    return {
        "movements": listed,
        "movements_more": max(len(prepared.entries) - SHOWN_MOVEMENTS, 0),
        "by_milestone": by_milestone,
        "pence": sum(entry.pence for entry in prepared.entries),
        "back": -sum(entry.pence for entry in prepared.entries if entry.pence < 0),
    }


@require_POST
def money_take_back(request: HttpRequest, year: int) -> HttpResponse:
    """Take the last recording back, after the question."""
    of = return_year(year)
    context = _ledger(of)
    if request.POST.get("sure") != "yes":
        return render(request, "money_take_back.html", {"of": of} | context)
    take_back_recording(request.POST.get("last_hash", ""), who())
    checking(who())
    return redirect(f"{reverse('money', args=[year])}?done=taken")
