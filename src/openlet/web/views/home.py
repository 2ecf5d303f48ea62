"""Home: whose return it is, how many, the money at a glance, the next return dates, where things are kept."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from openlet.contracts.reading import WrongContract
from openlet.contracts.terms import Contract
from openlet.payments.amounts import MILESTONES
from openlet.payments.ledger import WrongLedger
from openlet.spec.years import Return, Year, year_of, years
from openlet.store.basis import Kept, folder, kept_contract, kept_ledger, kept_now, working_day
from openlet.store.models import BootcampState, DeliveryRow, LearnerRow, Provider, ReturnYear, Snapshot, WorkItem
from openlet.store.return_dates import returns_of
from openlet.store.services import backups
from openlet.web.authority_contract import offered
from openlet.web.charts import Bar, Part, bars
from openlet.web.due import status_in_words
from openlet.web.frame import return_year, who
from openlet.web.jinja import count, day
from openlet.web.sums import of_everybody
from openlet.web.tasks import checking

NEXT_RETURNS = 3
STATES = {
    "paid": "Paid",
    "payable": "Payable now",
    "to_come": "Not yet",
    "at_risk": "At risk",
    "lost": "Lost",
}
CATEGORIES = ("Positive", "Neutral", "Negative")
NO_CATEGORY = {"missing": "No code yet", "unresolved": "Two codes", "not due": ""}


@require_GET
def first(request: HttpRequest) -> HttpResponse:
    """Go to the newest return, or to the welcome of an empty store."""
    newest = ReturnYear.objects.order_by("-year").first()
    return redirect("home", newest.year) if newest else redirect("welcome")


@require_GET
def home(request: HttpRequest, year: int) -> HttpResponse:
    """The home page of a return."""
    of = return_year(year)
    whose: Provider = of.provider
    kept = kept_now(whose)
    contract, trouble = _contract(whose, kept)
    this = year_of(str(year))
    bootcamps = bootcamps_alike(of)
    context = {
        "of": of,
        "this": this,
        "work": WorkItem.objects.filter(state="open").count(),
        "kept_years": _kept_years(),
        "counts": _counts(of),
        "money": _money(),
        "contract": contract,
        "contract_trouble": trouble,
        "offer": offered(whose),
        "returns": next_returns(working_day(whose), returns_of(this, contract, kept.own)),
        "milestones": milestone_chart(bootcamps),
        "destinations": destination_chart(bootcamps),
        "milestone_links": milestone_links(year),
        "folder": folder(),
        "backup_words": backup_words(),
        "snapshots": Snapshot.objects.filter(of=of).count(),
        "checking": checking(who(), whose),
    }
    return render(request, "home.html", context)


def _contract(whose: Provider, kept: Kept) -> tuple[Contract | None, str]:
    """The contract, and what is wrong with it or with the ledger, in a sentence."""
    try:
        kept_ledger()
        return kept_contract(whose, kept), ""
    except (WrongContract, WrongLedger) as error:
        return None, str(error)


def _kept_years() -> list[Year]:
    kept = set(ReturnYear.objects.values_list("year", flat=True))
    return [year for year in reversed(years()) if year.code in kept]


def _counts(of: ReturnYear) -> dict[str, int]:
    learners = LearnerRow.objects.filter(of=of, deleted=None)
    left_out = Q(dont_export=True) | Q(faults__gt=0) | Q(state__gaps__gt=0)
    counted: dict[str, int] = learners.aggregate(
        learners=Count("pk"),
        left_out=Count("pk", filter=left_out),
        needs_action=Count("pk", filter=Q(state__needs_action=True)),
    )
    return counted | {"deliveries": DeliveryRow.objects.filter(learner__of=of, learner__deleted=None).count()}


def _money() -> dict[str, int]:
    """Pence over all years kept: a bootcamp of one year may earn its last milestone in the next."""
    return of_everybody()


def next_returns(day: date, listed: Sequence[Return]) -> list[dict[str, Any]]:
    """The next of some returns with the days left, counted from a day."""
    return [
        {"period": one, "left": (one.closes - day).days, "status": status_in_words(one.status)}
        for one in listed
        if one.closes >= day
    ][:NEXT_RETURNS]


Alike = tuple[str, str, str, str, str, int]  # states of M1, M2 and M3, destination, category, and how many there are


def bootcamps_alike(of: ReturnYear) -> list[Alike]:
    """How many bootcamps of the return have the same states of their milestones and the same destination."""
    own = BootcampState.objects.filter(learner__of=of, own=True)
    return list(own.values_list(*MILESTONES, "destination", "category").annotate(Count("pk")).order_by())


def milestone_chart(bootcamps: list[Alike]) -> list[Bar]:
    """How many bootcamps stand where with each milestone."""
    made = []
    for place, name in enumerate(MILESTONES):
        counted = dict.fromkeys(STATES, 0)
        for one in bootcamps:
            counted[str(one[place])] = counted.get(str(one[place]), 0) + one[-1]
        made.append(
            Bar(f"Milestone {name[1]}", [Part(state, words, counted[state]) for state, words in STATES.items()])
        )
    return bars(made)


def milestone_links(year: int) -> dict[tuple[str, str], str]:
    """Of each figure of the chart the list of its learners."""
    learners = reverse("learners", args=[year])
    return {
        (f"Milestone {name[1]}", state): f"{learners}?milestone={name}%3A{state}"
        for name in MILESTONES
        for state in STATES
    }


def backup_words() -> str:
    """How many backups there are, and of when the newest is."""
    kept = backups(folder())
    if not kept:
        return "None yet"
    newest = datetime.strptime(kept[0].stem.removeprefix("openlet-"), "%Y%m%d-%H%M%S")
    return f"{count(len(kept), 'backup')}, the newest of {day(newest.date())}, {newest:%H:%M}"


def destination_chart(bootcamps: list[Alike]) -> list[Bar]:
    """How many leavers went where, by WMCA's category."""
    counted = dict.fromkeys((*CATEGORIES, *(word for word in NO_CATEGORY.values() if word)), 0)
    for *_, destination, category, number in bootcamps:
        if destination != "not due":
            word = category or NO_CATEGORY.get(destination, "No code yet")
            counted[word] = counted.get(word, 0) + number
    return bars([Bar(word, [Part("payable", word, number)]) for word, number in counted.items()])
