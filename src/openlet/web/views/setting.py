"""The first steps, and the settings: provider, years, contract, working day, backups."""

from pathlib import Path
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openlet.contracts.reading import WrongContract
from openlet.ilr.identifiers import is_ukprn
from openlet.spec import pack
from openlet.spec.years import Year, year_of, years
from openlet.store.basis import folder, kept_contract, today
from openlet.store.models import Job, KeptContract, Provider, ReturnYear
from openlet.store.refusals import NotDone
from openlet.store.services import back_up, backups, begin_year, keep_contract, set_provider, set_working_day
from openlet.web.authority_contract import offered, take
from openlet.web.due import due_in_words
from openlet.web.forms.written_dates import read_date
from openlet.web.frame import belongs_to, provider, return_year, who
from openlet.web.tasks import check_what_is_stale, job_shown

belongs_to("settings", "settings_provider", "settings_contract", "settings_day", "settings_backup")


def _to_begin() -> list[Year]:
    return [one for one in years() if one.begin]


@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """The first page of an empty store: whose it is, which year to begin, the contract if it is at hand."""
    if ReturnYear.objects.exists():
        return redirect("first")
    if request.method == "GET":
        return render(request, "welcome.html", {"years": _to_begin(), "given": _known(), "errors": {}})
    given = {name: request.POST.get(name, "").strip() for name in ("UKPRN", "name", "year")}
    errors = _first_errors(given)
    file = request.FILES.get("contract")
    if not errors:
        try:
            with transaction.atomic():
                of = begin_year(int(given["UKPRN"]), year_of(given["year"]))
                set_provider(int(given["UKPRN"]), given["name"])
                if file is not None:
                    keep_contract(of.provider, file.name, file.read(), who())
            return redirect("home", of.year)
        except (NotDone, WrongContract) as error:
            errors = {"contract" if file is not None else "UKPRN": str(error)}
    return render(request, "welcome.html", {"years": _to_begin(), "given": given, "errors": errors}, status=422)


def _known() -> dict[str, str]:
    """What is known of the provider already: on a team's server whose store it is."""
    whose = provider()
    return {"UKPRN": str(whose.UKPRN), "name": whose.name} if whose else {}


def _first_errors(given: dict[str, str]) -> dict[str, str]:
    errors = {}
    if not (given["UKPRN"].isdigit() and is_ukprn(int(given["UKPRN"]))):
        errors["UKPRN"] = "Enter your UKPRN: eight figures, beginning with 1."
    if given["year"] not in map(str, _to_begin()):
        errors["year"] = "Choose the year of your return."
    return errors


@require_GET
def settings(request: HttpRequest, year: int) -> HttpResponse:
    """The settings."""
    return render(request, "settings.html", _context(year, {}, request.GET.get("done", "")))


def _context(year: int, errors: dict[str, str], done: str = "") -> dict[str, Any]:
    of = return_year(year)
    try:
        contract, trouble = kept_contract(of.provider), ""
    except WrongContract as error:
        contract, trouble = None, str(error)
    begun = set(ReturnYear.objects.values_list("year", flat=True))
    return {
        "of": of,
        "contract": contract,
        "contract_trouble": trouble,
        "versions": KeptContract.objects.filter(provider=of.provider).order_by("-pk"),
        "offer": offered(of.provider),
        "to_begin": [one for one in _to_begin() if one.code not in begun],
        "due": due_in_words(of),
        "folder": folder(),
        "pack": pack.label(),
        "backups": backups(folder()),
        "errors": errors,
        "done": DONE.get(done, ""),
    }


DONE = {
    "provider": "The provider's name was saved.",
    "year": "The year was begun.",
    "contract": "The contract was saved. All learners are being checked against it.",
    "day": "The working day was saved. All learners are being checked as of that day.",
    "backup": "A backup was made.",
}


def _done(year: int, what: str) -> HttpResponse:
    return redirect(f"{reverse('settings', args=[year])}?done={what}")


def _wrong(request: HttpRequest, year: int, field: str, error: str) -> HttpResponse:
    return render(request, "settings.html", _context(year, {field: error}), status=422)


@require_POST
def settings_provider(request: HttpRequest, year: int) -> HttpResponse:
    """Change the provider's name, or begin another year."""
    of = return_year(year)
    wanted = request.POST.get("begin", "")
    if wanted:
        if wanted not in map(str, _to_begin()):
            return _wrong(request, year, "begin", "Choose the year to begin.")
        begun = begin_year(of.provider.UKPRN, year_of(wanted))
        return _done(begun.year, "year")
    set_provider(of.provider.UKPRN, request.POST.get("name", "").strip()[:200])
    return _done(year, "provider")


@require_POST
def settings_contract(request: HttpRequest, year: int) -> HttpResponse:
    """Keep a new contract file, sent in or written into the box, or the authority's version."""
    whose: Provider = return_year(year).provider
    if request.POST.get("use") == "authority":
        return _authority_contract(request, year, whose)
    file, text = request.FILES.get("contract"), request.POST.get("text", "")
    if file is None and not text.strip():
        return _wrong(request, year, "contract", "Choose a contract file, or write its text into the box.")
    name, content = (Path(file.name).name, file.read()) if file is not None else ("contract.toml", text.encode())
    try:
        keep_contract(whose, name, content.replace(b"\r\n", b"\n"), who())
    except (WrongContract, NotDone) as error:
        return _wrong(request, year, "contract", str(error))
    check_what_is_stale(who())
    return _done(year, "contract")


def _authority_contract(request: HttpRequest, year: int, whose: Provider) -> HttpResponse:
    try:
        take(whose, who())
    except (WrongContract, NotDone) as error:
        return _wrong(request, year, "contract", str(error))
    check_what_is_stale(who())
    return _done(year, "contract")


@require_POST
def settings_day(request: HttpRequest, year: int) -> HttpResponse:
    """Choose the working day, or go back to today."""
    typed = request.POST.get("day", "").strip()
    day = read_date(typed, today()) if typed else None
    if typed and day is None:
        return _wrong(
            request, year, "day", f"{typed} is not a day that OpenLET can read. Enter it like 18 October 2024."
        )
    whose = provider()
    assert whose is not None
    set_working_day(whose, day)
    check_what_is_stale(who())
    return _done(year, "day")


@require_POST
def settings_backup(request: HttpRequest, year: int) -> HttpResponse:
    """Make a backup now."""
    back_up(folder())
    return _done(year, "backup")


@require_GET
def job(request: HttpRequest, job: int) -> HttpResponse:
    """How far the check of all learners is, for the page's script."""
    return render(request, "checking.html", {"checking": job_shown(get_object_or_404(Job, pk=job))})
