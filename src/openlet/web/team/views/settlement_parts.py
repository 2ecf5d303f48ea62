"""The tables of a settlement, page by page, narrowed by the address; and signing off."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from openlet.authority.models import SettledProvider, Settlement
from openlet.authority.settlement import before, sign_off
from openlet.authority.settlement import findings_of as findings
from openlet.authority.settlement.signing import NOT_DECIDED, OPEN, SET_ASIDE, SIGNED_OFF, signed_off, words_of
from openlet.payments.amounts import MILESTONES
from openlet.payments.movement import CLAWBACK, NEW, RESTORED
from openlet.reports.aim_rows import phrase
from openlet.store.refusals import NotDone
from openlet.web.frame import who
from openlet.web.jinja import pounds
from openlet.web.team.views.settlements import back_of, head_of, settlement_or_404

ON_A_PAGE = 50
MOST_SHOWN = 200  # rows of what changed; of more the first are shown
PARTS = {
    "providers": "Providers",
    "sign-off": "Sign-off",
    "duplicates": "Duplicates",
    "withheld": "Withheld",
    "movements": "Movements",
    "learners": "Learners",
    "changes": "What changed",
    "inputs": "Inputs",
}
PENCE = ("amount", "previously_paid", "this_period", "withheld", "pence")
HEADS = {
    "learner": "Learner (ULN)", "bootcamp": "Bootcamp, start", "why": "Why", "milestone": "Milestone",
    "amount": "Earned", "previously_paid": "Paid before", "this_period": "This period", "withheld": "Withheld",
    "pence": "Amount", "reason": "Movement", "because": "Why", "codes": "Codes", "status": "Status",
    "counted_for": "Counted for UKPRN", "word": "Sign-off", "once": "Code",
}  # fmt: skip
WHO = ("UKPRN", "learner", "bootcamp", "milestone")
PAIRS = {"learner": ("LearnRefNumber", "ULN"), "bootcamp": ("LearnAimRef", "LearnStartDate")}  # one below the other
SAID = ("because", "why")  # sentences, which need room
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
LEARNER_ORDER = "UKPRN, LearnRefNumber, LearnStartDate, LearnAimRef, milestone"


@dataclass(frozen=True, slots=True)
class Rows:
    """A part that shows rows of the findings: of which table, which, in which columns, and narrowed by what."""

    table: str
    where: str
    columns: tuple[str, ...]
    choices: tuple[str, ...]
    order: str = LEARNER_ORDER


ROWS = {
    "duplicates": Rows(
        "milestone", "once <> ''", (*WHO, "once", "counted_for", "previously_paid", "this_period", "why"),
        ("between", "once"),
    ),
    "withheld": Rows("milestone", "withheld > 0", (*WHO, "codes", "withheld", "because"), ("codes", "milestone")),
    "movements": Rows("move", "1", (*WHO, "reason", "pence", "word", "because"), ("reason", "milestone"), "number"),
    "sign-off": Rows("move", "pence < 0", (*WHO, "pence", "word", "because"), ("word", "milestone"), "number"),
    "learners": Rows(
        "milestone", "1", (*WHO, "status", "amount", "previously_paid", "this_period", "withheld", "because"),
        ("status", "milestone"),
    ),
}  # fmt: skip
BETWEEN = {
    "different": ("two providers", "counted_for <> UKPRN"),
    "one": ("one provider", "counted_for = UKPRN"),
}
CHOSEN: dict[str, Sequence[str]] = {
    "milestone": MILESTONES,
    "reason": (NEW, RESTORED, CLAWBACK),
    "status": ("payable", "not reached", "no pay", "held", "not checkable"),
    "word": (NOT_DECIDED, SIGNED_OFF, SET_ASIDE),
    "once": ("NP-11", "NP-12", "NP-13", "MC-14"),
}


@require_GET
def settlement_part(request: HttpRequest, settlement: int, part: str) -> HttpResponse:
    """One part of what a settlement found."""
    return _part(request, settlement_or_404(settlement), part)


def _part(request: HttpRequest, of: Settlement, part: str, error: str = "") -> HttpResponse:
    if part not in PARTS or (part != "inputs" and not of.document_sha256):
        raise Http404
    context = head_of(of) | {"part": part, "title": PARTS[part], "tabs": tabs(of, part), "error": error}
    context["breadcrumbs"].append({"text": f"Settlement {of.pk}", "href": reverse("settlement", args=[of.pk])})
    shown = OTHERS[part](request, of) if part in OTHERS else _rows(request, of, part)
    status = 422 if error else 200
    return render(request, f"team/settlement_{TEMPLATES.get(part, 'rows')}.html", context | shown, status=status)


def tabs(of: Settlement, part: str) -> list[dict[str, Any]]:
    """The parts as tabs; the sign-off list with the lines that nobody has decided."""
    back = back_of(of)
    counts = {"sign-off": back["open"] if back else 0}
    return [
        {
            "text": words,
            "href": reverse("settlement_part", args=[of.pk, name]),
            "current": name == part,
            "count": counts.get(name),
        }
        for name, words in PARTS.items()
    ]


# Rows of the findings


def _rows(request: HttpRequest, of: Settlement, part: str) -> dict[str, Any]:
    if not findings(of).is_there:
        return {"removed": True}
    asked = _asked(request.GET, part)
    where, values = _where(of, part, asked)
    count, pence = findings(of).count(ROWS[part].table, where, values)
    page = Paginator(range(count), ON_A_PAGE).get_page(request.GET.get("page"))
    first = page.start_index() - 1 if count else 0
    found = findings(of).rows(ROWS[part].table, where, values, ROWS[part].order, first, ON_A_PAGE)
    return {
        "asked": asked,
        "choices": _choices(of, part, asked),
        "count": count,
        "pence": pence if part in ("withheld", "movements", "sign-off") else None,
        "heads": [_head(name) for name in ROWS[part].columns],
        "rows": _shown(of, part, found),
        "page": page,
        "page_address": f"?{urlencode(asked)}&page={{page}}",
        "query": urlencode(asked),
        "sums": _sums(of) if part == "withheld" and not any(asked.values()) else (),
        "may_sign": of.state in OPEN,
        "clear": reverse("settlement_part", args=[of.pk, part]) if any(asked.values()) else None,
    }


def _asked(given: Mapping[str, str], part: str) -> dict[str, str]:
    return {name: given.get(name, "").strip() for name in ("q", "UKPRN", *ROWS[part].choices)}


def _where(of: Settlement, part: str, asked: Mapping[str, str]) -> tuple[str, list[Any]]:
    """The condition of a part, narrowed by what is asked for."""
    parts, values = [ROWS[part].where], []
    for name, value in asked.items():
        if not value:
            continue
        if name == "q":
            parts.append("(LearnRefNumber = ? OR ULN = ?)")
            values += [value, int(value) if value.isdecimal() and len(value) < 19 else -1]
        elif name == "between":
            parts.append(BETWEEN.get(value, ("", "0"))[1])
        elif name == "word":
            numbers = _with_word(of, value)
            parts.append(f"number IN ({', '.join(map(str, numbers))})")
        else:
            parts.append(f"{name} = ?")
            values.append(int(value) if name == "UKPRN" and value.isdecimal() and len(value) < 19 else value)
    return " AND ".join(parts), values


def _with_word(of: Settlement, word: str) -> list[int]:
    """The lines of the sign-off list that stand so."""
    back, said = findings(of).numbers("pence < 0", ()), signed_off(of)
    if word == NOT_DECIDED:
        return sorted(back - said.keys())
    return sorted(number for number in back & said.keys() if said[number].signed is (word == SIGNED_OFF))


def _choices(of: Settlement, part: str, asked: Mapping[str, str]) -> list[dict[str, Any]]:
    found = []
    for name in ROWS[part].choices:
        if name == "between":
            items = [{"value": key, "text": words} for key, (words, _) in BETWEEN.items()]
        elif name == "codes":
            listed = findings(of).different("milestone", "codes", "withheld > 0")
            items = [{"value": one, "text": one} for one in listed]
        else:
            items = [{"value": one, "text": one} for one in CHOSEN[name]]
        words = "Between" if name == "between" else HEADS[name]
        found.append({"name": name, "words": words, "items": items, "asked": asked[name]})
    return found


def _head(name: str) -> dict[str, Any]:
    return {"text": HEADS.get(name, name), "numeric": name in PENCE}


def _shown(of: Settlement, part: str, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    words = words_of(of, found) if ROWS[part].table == "move" else {}
    return [
        {
            "number": one.get("number"),
            "cells": [_cell(one, name, words.get(one.get("number", -1), "")) for name in ROWS[part].columns],
        }
        for one in found
    ]


def _cell(one: Mapping[str, Any], name: str, word: str) -> dict[str, Any]:
    if name == "word":
        return {"text": word, "code": True}
    if name in PAIRS:
        return {"lines": [_as_read(one[each]) for each in PAIRS[name]], "code": True}
    value = one[name]
    if name in PENCE:
        return {"text": pounds(value), "numeric": True}
    return {"text": "" if value is None else value, "code": name in ("UKPRN", "once", "reason"), "said": name in SAID}


def _as_read(value: Any) -> str:
    """A key as people read it: a day in figures."""
    text = "" if value is None else str(value)
    return f"{date.fromisoformat(text):%d/%m/%Y}" if ISO_DAY.fullmatch(text) else text


def _sums(of: Settlement) -> list[dict[str, Any]]:
    """What is withheld for each set of reasons."""
    return [
        one
        | {
            "words": "; ".join(phrase(code) for code in one["value"].split()),
            "query": urlencode({"codes": one["value"]}),
        }
        for one in findings(of).sums("codes", "withheld > 0", ())
    ]


# Other parts


SHOW = {
    "over": ("above the contract's value", Q(earned__gt=F("cap"))),
    "back": ("money to take back", Q(this_period__lt=0)),
    "withheld": ("something withheld", Q(withheld__gt=0)),
    "nothing": ("nothing earned", Q(earned=0)),
    "without": ("no contract", Q(contract="")),
}


def _providers(request: HttpRequest, of: Settlement) -> dict[str, Any]:
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "show")}
    found = narrowed_providers(of, asked)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    kept = {one.UKPRN: one.to_pay for one in of.payments.filter(UKPRN__in=[one.UKPRN for one in page])}
    proposed = {UKPRN: to_pay for UKPRN, _, to_pay in (of.proposal or {}).get("pay", ())}
    return {
        "asked": asked,
        "shows": [{"value": key, "text": words} for key, (words, _) in SHOW.items()],
        "page": page,
        "rows": [_provider(one, kept.get(one.UKPRN, proposed.get(one.UKPRN, 0))) for one in page],
        "knows_payment": bool(of.proposal),
        "page_address": f"?{urlencode(asked)}&page={{page}}",
        "clear": reverse("settlement_part", args=[of.pk, "providers"]) if any(asked.values()) else None,
    }


def narrowed_providers(of: Settlement, asked: Mapping[str, str]) -> "QuerySet[SettledProvider]":
    """The providers of a settlement, narrowed by name or UKPRN and by what is the matter with them."""
    found = SettledProvider.objects.filter(settlement=of).order_by("UKPRN")
    if asked["q"]:
        is_number = asked["q"].isdecimal() and len(asked["q"]) < 10
        found = found.filter(UKPRN=int(asked["q"])) if is_number else found.filter(provider__icontains=asked["q"])
    return found.filter(SHOW[asked["show"]][1]) if asked["show"] in SHOW else found


def _provider(one: SettledProvider, to_pay: int) -> dict[str, Any]:
    above = 0 if one.cap is None else max(one.earned - one.cap, 0)
    places = one.figures.get("max_learners")
    is_full = places is not None and one.figures["learners"] > places
    return {"one": one, "above": above, "to_pay": to_pay, "places": places, "is_full": is_full}


def _changes(request: HttpRequest, of: Settlement) -> dict[str, Any]:
    return {"changed": before(of), "most": MOST_SHOWN}


def _inputs(request: HttpRequest, of: Settlement) -> dict[str, Any]:
    q = request.GET.get("q", "").strip()
    files = [one for one in of.fixed["files"] if not q or q in (str(one["UKPRN"]), one["sha256"])]
    page = Paginator(files, ON_A_PAGE).get_page(request.GET.get("page"))
    contracts = of.fixed["contracts"]
    listed = [one for one in contracts if not q or q in (str(one["UKPRN"]), one["sha256"])]
    return {
        "q": q,
        "page": page,
        "page_address": f"?{urlencode({'q': q})}&page={{page}}",
        "contracts": listed[:MOST_SHOWN],
        "more": len(listed) - MOST_SHOWN,
        "clear": reverse("settlement_part", args=[of.pk, "inputs"]) if q else None,
    }


OTHERS: dict[str, Callable[[HttpRequest, Settlement], dict[str, Any]]] = {
    "providers": _providers,
    "changes": _changes,
    "inputs": _inputs,
}
TEMPLATES = {name: name for name in OTHERS}


@require_POST
def settlement_sign(request: HttpRequest, settlement: int) -> HttpResponse:
    """Sign lines off or set them aside: those that are ticked, or all that the filter finds."""
    of = settlement_or_404(settlement)
    try:
        signed = {"sign": True, "aside": False}.get(request.POST.get("do", ""))
        if signed is None:
            raise Http404
        sign_off(of.pk, _chosen(request, of), signed, request.POST.get("reason", ""), who())
    except NotDone as refusal:
        return _part(request, of, "sign-off", str(refusal))
    query = urlencode(_asked(request.POST, "sign-off"))
    return redirect(f"{reverse('settlement_part', args=[of.pk, 'sign-off'])}?{query}")


def _chosen(request: HttpRequest, of: Settlement) -> set[int]:
    if request.POST.get("all") == "true":
        return findings(of).numbers(*_where(of, "sign-off", _asked(request.POST, "sign-off")))
    return {int(one) for one in request.POST.getlist("number") if one.isdecimal()}
