"""New versions of contracts: typed into a form, or brought in as files."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from openlet.authority.contract_files import Arrived, arrived, forget, keep_waiting, waiting
from openlet.authority.contracts import Proposed, add_versions, differences, files_of, newest_of, tried
from openlet.authority.models import ContractVersion
from openlet.contracts.in_words import day as day_in_words
from openlet.contracts.reading import WrongContract
from openlet.exchange.written_dates import read_date
from openlet.store.basis import today
from openlet.store.refusals import NotDone
from openlet.web.forms.contract import FILES, ROWS, ContractForm, add_rows, boxes, empty, filled, read, sent
from openlet.web.frame import belongs_to, who

belongs_to("contracts", "contract_new", "contract_change", "contracts_import", "contracts_waiting")
MORE_ROWS = 5
NOT_A_DAY = "Enter the day from which it counts, like 1 April 2024."


@require_http_methods(["GET", "POST"])
def contract_new(request: HttpRequest) -> HttpResponse:
    """Type the first version of a contract."""
    form = empty()
    return _form_sent(request, form, None) if request.method == "POST" else _form(request, form, None)


@require_http_methods(["GET", "POST"])
def contract_change(request: HttpRequest, version: int) -> HttpResponse:
    """Change a version in a form, which adds another one."""
    found = get_object_or_404(ContractVersion, pk=version)
    form = filled(found.text, files_of(found))
    return _form_sent(request, form, found) if request.method == "POST" else _form(request, form, found)


def _form_sent(request: HttpRequest, form: ContractForm, found: ContractVersion | None) -> HttpResponse:
    sent(form, request.POST.dict(), _uploads(request), today())
    if found is not None:
        form.values |= {"contract.id": found.contract, "contract.ukprn": str(found.UKPRN)}
    if request.POST.get("do") == "add":
        add_rows(form, MORE_ROWS)
        return _form(request, form, found)
    return _saved(request, form, found)


def _saved(request: HttpRequest, form: ContractForm, found: ContractVersion | None) -> HttpResponse:
    counts_from, said = read_date(request.POST.get("counts_from", ""), today()), request.POST.get("note", "")
    ready = read(form, today())
    if counts_from is None:
        form.errors["counts_from"] = NOT_A_DAY
    if ready is not None and counts_from is not None:
        proposed, contract = ready
        try:
            if found is None and newest_of(contract.ukprn, contract.id):
                raise NotDone(f"Contract {contract.id} is there already. Open it and change it there.")
            made = add_versions([proposed], counts_from, said, who())
            if made:
                return redirect(reverse("contract", args=[made[0].pk]))
            raise NotDone("Nothing was changed, neither a term nor the day, so no version was added.")
        except NotDone as error:
            form.errors["counts_from"] = str(error)
    return _form(request, form, found, 422)


def _uploads(request: HttpRequest) -> dict[str, tuple[str, bytes]]:
    found = {key: request.FILES.get(f"reference.{key}") for key in FILES}
    return {key: (file.name, file.read()) for key, file in found.items() if file is not None}


def _form(request: HttpRequest, form: ContractForm, found: ContractVersion | None, status: int = 200) -> HttpResponse:
    newest = newest_of(found.UKPRN, found.contract) if found else None
    context = {
        "form": form,
        "found": found,
        "number": newest.number + 1 if newest else 1,
        "boxes": boxes(),
        "rows": form.rows(),
        "ROWS": ROWS,
        "typed": {name: request.POST.get(name, "") for name in ("counts_from", "note")},
        "breadcrumbs": _crumbs(found),
    }
    return render(request, "team/contract_form.html", context, status=status)


def _crumbs(found: ContractVersion | None) -> list[dict[str, str]]:
    crumbs = [{"text": "Contracts", "href": reverse("contracts")}]
    if found is not None:
        crumbs.append({"text": found.contract, "href": reverse("contract", args=[found.pk])})
    return crumbs


@require_http_methods(["GET", "POST"])
def contracts_import(request: HttpRequest) -> HttpResponse:
    """Send contract files in; what they would change is shown before anything is kept."""
    if request.method == "GET":
        return _importing(request)
    files = [(file.name, file.read()) for file in request.FILES.getlist("files")]
    try:
        if not files:
            raise NotDone("Choose one contract file or several, or a ZIP of them.")
        found = arrived(files)
    except NotDone as error:
        return _importing(request, str(error))
    wrong = [one for one in found if one.trouble]
    if wrong:
        return _importing(request, "", wrong)
    return redirect("contracts_waiting", keep_waiting([one.proposed for one in found]))


def _importing(request: HttpRequest, error: str = "", wrong: list[Arrived] | None = None) -> HttpResponse:
    context = {"error": error, "wrong": wrong or [], "breadcrumbs": _crumbs(None)}
    return render(request, "team/contracts_import.html", context, status=422 if error or wrong else 200)


@require_http_methods(["GET", "POST"])
def contracts_waiting(request: HttpRequest, token: str) -> HttpResponse:
    """What was sent would change this; add it, or give it up."""
    try:
        proposed = waiting(token)
        found = [_preview(one) for one in proposed]
    except (NotDone, WrongContract) as error:
        return _importing(request, str(error))
    if request.method == "GET":
        return _waiting(request, found, token)
    if request.POST.get("do") == "forget":
        forget(token)
        return redirect("contracts")
    counts_from = read_date(request.POST.get("counts_from", ""), today())
    if counts_from is None:
        return _waiting(request, found, token, NOT_A_DAY)
    try:
        made = add_versions(proposed, counts_from, request.POST.get("note", ""), who())
    except NotDone as error:
        return _waiting(request, found, token, str(error))
    forget(token)
    return redirect(f"{reverse('contracts')}?added={len(made)}")


def _waiting(request: HttpRequest, found: list[dict[str, Any]], token: str, error: str = "") -> HttpResponse:
    context: dict[str, Any] = {
        "listed": found,
        "token": token,
        "error": error,
        "typed": {name: request.POST.get(name, "") for name in ("counts_from", "note")},
        "today": day_in_words(today()),
        "breadcrumbs": _crumbs(None),
    }
    return render(request, "team/contracts_waiting.html", context, status=422 if error else 200)


def _preview(proposed: Proposed) -> dict[str, Any]:
    contract = tried(proposed, "contract.toml")
    newest = newest_of(contract.ukprn, contract.id)
    try:
        found, trouble = differences(proposed, contract), ""
    except WrongContract as error:
        found, trouble = None, str(error)
    same = newest is not None and newest.text == proposed.text
    return {"contract": contract, "newest": newest, "changes": found, "trouble": trouble, "same": same}
