"""The authority's contracts: what counts today, one version in words, two compared, and as files."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from openlet.authority.contract_files import as_zip
from openlet.authority.contracts import file_name, in_force, read, versions_of
from openlet.authority.models import ContractVersion
from openlet.contracts.in_words import Line, changes, learners_of, lines, value_of
from openlet.contracts.reading import WrongContract
from openlet.contracts.terms import Contract
from openlet.store.basis import today
from openlet.web.frame import belongs_to

belongs_to("contracts", "contract", "contract_compare")
TOML, ZIP = "application/toml; charset=utf-8", "application/zip"


@require_GET
def contracts(request: HttpRequest) -> HttpResponse:
    """Every contract with the version that counts today, and what is to count later."""
    day, added = today(), request.GET.get("added", "")
    rows = contract_rows(day)
    worth = [row["value"] for row in rows if row["value"] is not None]
    context = {"rows": rows, "day": day, "added": int(added) if added.isdigit() else None, "worth": sum(worth)}
    return render(request, "team/contracts.html", context)


def contract_rows(day: date) -> list[dict[str, Any]]:
    """One row for each contract: the version that counts on a day, or None, and the next one that will."""
    counting = {(one.UKPRN, one.contract): one for one in in_force(day)}
    later: dict[tuple[int, str], ContractVersion] = {}
    for one in ContractVersion.objects.filter(counts_from__gt=day).order_by("-counts_from", "-number"):
        later[one.UKPRN, one.contract] = one
    return [_row(counting.get(key), later.get(key)) for key in sorted(counting.keys() | later.keys())]


def _row(version: ContractVersion | None, later: ContractVersion | None) -> dict[str, Any]:
    shown = version or later
    assert shown is not None
    contract, trouble = terms_of(shown)
    return {
        "version": version,
        "later": later,
        "shown": shown,
        "contract": contract,
        "trouble": trouble,
        "value": value_of(contract) if contract and version else None,
        "learners": learners_of(contract) if contract else None,
        "aims": len(contract.bootcamps) if contract else None,
    }


def terms_of(version: ContractVersion) -> tuple[Contract | None, str]:
    """The terms of a version, or in a sentence why they cannot be read."""
    try:
        return read(version), ""
    except WrongContract as error:
        return None, str(error)


@require_GET
def contract(request: HttpRequest, version: int) -> HttpResponse:
    """One version in words, and all versions of its contract."""
    found = get_object_or_404(ContractVersion, pk=version)
    terms, trouble = terms_of(found)
    versions = versions_of(found)
    counting = next((one for one in in_force(today()) if one in versions), None)
    context = {
        "found": found,
        "contract": terms,
        "trouble": trouble,
        "parts": _parts(lines(terms)) if terms else [],
        "versions": _with_next(versions),
        "counting": counting,
        "value": value_of(terms) if terms else None,
        "learners": learners_of(terms) if terms else None,
        "newest": versions[0],
        "breadcrumbs": _crumbs(),
    }
    return render(request, "team/contract.html", context)


def _parts(listed: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    """The terms by part, without those that the page shows as figures and as a table."""
    parts = ((part, list(found)) for part, found in groupby(listed, lambda line: line.part))
    return [(part, found) for part, found in parts if part not in ("Contract", "Bootcamps")]


def _with_next(versions: list[ContractVersion]) -> list[dict[str, Any]]:
    """The newest first, each with the one before it."""
    return [{"version": one, "before": before} for one, before in zip(versions, [*versions[1:], None], strict=True)]


@require_GET
def contract_compare(request: HttpRequest, old: int, new: int) -> HttpResponse:
    """What two versions say differently, line by line."""
    before, after = (get_object_or_404(ContractVersion, pk=key) for key in (old, new))
    (one, trouble), (other, more) = terms_of(before), terms_of(after)
    found = changes(one, other) if one and other else []
    context = {"before": before, "after": after, "changes": found, "trouble": trouble or more, "breadcrumbs": _crumbs()}
    context["same_text"] = before.sha256 == after.sha256
    return render(request, "team/contract_compare.html", context)


def _crumbs() -> list[dict[str, str]]:
    return [{"text": "Contracts", "href": reverse("contracts")}]


@require_GET
def contract_file(request: HttpRequest, version: int) -> HttpResponse:
    """A version as the contract file that it is; with the files that it names in a ZIP."""
    found = get_object_or_404(ContractVersion, pk=version)
    name = file_name(found)
    if found.files:
        return _sent(as_zip([found]), name.removesuffix(".toml") + ".zip", ZIP)
    return _sent(found.text.encode(), name, TOML)


@require_GET
def contracts_file(request: HttpRequest) -> HttpResponse:
    """All contracts that count today, in one ZIP."""
    day = today()
    return _sent(as_zip(in_force(day)), f"contracts-{day}.zip", ZIP)


def _sent(content: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
