"""Enrol many learners on a cohort: a table pasted, shown as it is understood with what is wrong, then enrolled."""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods

from openlet.facts.given import Given
from openlet.ilr.identifiers import TEMPORARY_ULN
from openlet.rules import Severity
from openlet.spec.cohorts import EVE, START
from openlet.spec.years import Year, year_of
from openlet.store.basis import working_day
from openlet.store.cohorts import newcomer
from openlet.store.documents import refuse_what_no_file_can_hold
from openlet.store.judging import GAP, Message, judge, return_of
from openlet.store.models import Cohort, LearnerRow, ReturnYear
from openlet.store.refusals import NotDone
from openlet.store.services import RowsRefused, enrol, references_for
from openlet.web.forms.cohort import GRAVEST_FIRST, said_once
from openlet.web.forms.pasted import (
    FILLINGS,
    MOST_ROWS,
    POSTCODES,
    Column,
    Pasted,
    PastedRow,
    WrongTable,
    columns_for,
    read_pasted,
    repeated,
    stated_order,
)
from openlet.web.frame import return_year, who
from openlet.web.tasks import checking
from openlet.web.views.cohorts import cohort_of, given_of, messages_shown

ULN = "Learner/ULN"
FILLING_WORDS = {
    POSTCODES: "Postcode prior to enrolment, and learning start date postcode: the learner's postcode",
    START: "Date that the prior level applies from: the day the bootcamp starts",
    EVE: "Date of the employment status: the day before the bootcamp starts",
}
OFF_THE_TABLE = ("schema", GAP, Severity.ERROR, Severity.NO_PAY)  # what is said of values that no column holds


@dataclass(slots=True)
class Newcomer:
    """A row of the preview: its cells with what is said of each, what is said of the rest, what keeps it out."""

    row: PastedRow
    reference: str
    said: dict[str, list[Message]] = field(default_factory=dict)
    rest: list[Message] = field(default_factory=list)
    refused: str = ""
    doubt: str = ""

    @property
    def is_chosen(self) -> bool:
        """Whether the row is ticked to begin with."""
        return not (self.refused or self.doubt)


@require_http_methods(["GET", "POST"])
def cohort_enrol(request: HttpRequest, year: int, cohort: int) -> HttpResponse:
    """Paste a table, see what would be enrolled, then enrol."""
    of = return_year(year)
    kept = cohort_of(of, cohort)
    if request.method == "GET":
        return _show(request, of, kept)
    table, fillings = request.POST.get("table", ""), request.POST.getlist("fill")
    columns = _columns(of, kept)
    try:
        pasted = _read(table, columns, kept, of, fillings)
    except WrongTable as wrong:
        return _show(request, of, kept, error=str(wrong))
    chosen = {int(number) for number in request.POST.getlist("row") if number.isdigit()}
    if request.POST.get("step") != "enrol":
        return _show(request, of, kept, pasted=pasted)
    rows = [row for row in pasted.rows if row.number in chosen and not row.trouble]
    if not rows:
        return _show(request, of, kept, pasted=pasted, error="Nobody was enrolled: choose at least one row.")
    token = request.POST.get("token", "")
    base = parse_datetime(request.POST.get("changed", ""))
    try:
        done = enrol(of, kept.pk, [row.texts for row in rows], who(), token, base)
    except RowsRefused as refused:
        named = "; ".join(f"row {rows[position].number}: {why}" for position, why in refused.refused.items())
        return _show(request, of, kept, pasted=pasted, error=f"Nobody was enrolled. {named}", chosen=chosen)
    checking(who())
    return redirect("many_done", year, done.batch)


def _columns(of: ReturnYear, kept: Cohort) -> tuple[Column, ...]:
    return columns_for(kept.tree, year_of(str(of.year)), working_day(of.provider))


def _read(table: str, columns: Sequence[Column], kept: Cohort, of: ReturnYear, fillings: Sequence[str]) -> Pasted:
    return read_pasted(table, columns, kept.tree, year_of(str(of.year)), working_day(of.provider), fillings)


def _show(
    request: HttpRequest,
    of: ReturnYear,
    kept: Cohort,
    pasted: Pasted | None = None,
    error: str = "",
    chosen: set[int] | None = None,
) -> HttpResponse:
    given, trouble = given_of(of)
    newcomers = newcomers_of(of, kept, pasted, given) if pasted else []
    common = said_of_all(newcomers)
    columns = _columns(of, kept)
    context = {
        "of": of,
        "cohort": kept,
        "error": error,
        "trouble": trouble,
        "table": request.POST.get("table", ""),
        "fillings": FILLING_WORDS,
        "filled": request.POST.getlist("fill") if request.method == "POST" else FILLINGS,
        "stated": stated_order(columns),
        "most": MOST_ROWS,
        "pasted": pasted,
        "newcomers": [_shown(one, pasted, common, chosen) for one in newcomers] if pasted else [],
        "common": messages_shown(common),
        "chosen": len(chosen) if chosen is not None else sum(one.is_chosen for one in newcomers),
        "token": secrets.token_hex(16),
        "changed": kept.changed.isoformat(),
    }
    return render(request, "cohort_enrol.html", context, status=422 if error else 200)


# What would become of each row.


def newcomers_of(of: ReturnYear, kept: Cohort, pasted: Pasted, given: Given | None) -> list[Newcomer]:
    """Each row as it would be enrolled: judged as a learner in the store, refused where the store would refuse it."""
    year = year_of(str(of.year))
    references, refused = references_for(of, [row.texts for row in pasted.rows])
    made = []
    for position, (row, reference) in enumerate(zip(pasted.rows, references, strict=True)):
        one = Newcomer(row, reference, refused=row.trouble or refused.get(position, ""))
        _judge(one, kept, year, given)
        made.append(one)
    _doubt_repeated(made, of)
    return made


def _judge(one: Newcomer, kept: Cohort, year: Year, given: Given | None) -> None:
    texts = {"Learner/LearnRefNumber": one.reference} | one.row.texts
    try:
        for text in texts.values():
            refuse_what_no_file_can_hold(text)
        document = newcomer(kept.tree, texts, year)
    except NotDone as error:
        one.refused = one.refused or str(error)
        return
    if given is None:
        return
    found: dict[str, list[Message]] = {}
    for message in judge(document, year, given, return_of(given.ukprn or 0, year, given.as_of)).messages:
        pattern = next((at for place in message.places if (at := _column_at(place, one.row))), "")
        found.setdefault(pattern, []).append(message)
    one.rest = [message for message in said_each(found.pop("", [])) if message.severity in OFF_THE_TABLE]
    one.said = {pattern: said_once(messages) for pattern, messages in found.items()}


def _column_at(place: str, row: PastedRow) -> str | None:
    """The pattern of the cell that a place of a message is, or of the first box of its type."""
    if place in row.cells:
        return place
    return next((pattern for pattern in row.cells if pattern.startswith(f"{place}:")), None)


def said_each(messages: Sequence[Message]) -> list[Message]:
    """Messages about several places: of each place one that something is missing is enough."""
    by_place: dict[tuple[str, ...], list[Message]] = {}
    for message in messages:
        by_place.setdefault(message.places[:1], []).append(message)
    once = [message for listed in by_place.values() for message in said_once(listed)]
    return sorted(once, key=lambda one: GRAVEST_FIRST.index(one.severity))


def said_of_all(newcomers: Sequence[Newcomer]) -> list[Message]:
    """What is said of every row: it comes from the template, or from a column that the table does not have."""
    judged = [one for one in newcomers if not one.refused]
    counts = Counter((message.severity, message.code, message.text) for one in judged for message in one.rest)
    first = judged[0].rest if len(judged) > 1 else []
    return [one for one in first if counts[one.severity, one.code, one.text] == len(judged)]


def _doubt_repeated(newcomers: Sequence[Newcomer], of: ReturnYear) -> None:
    """Name the rows whose ULN somebody has already, in the return or in an earlier row."""
    rows = [one.row for one in newcomers]
    ulns = {row.texts[ULN] for row in rows if row.texts.get(ULN) not in (None, str(TEMPORARY_ULN))}
    known = LearnerRow.objects.filter(of=of, deleted=None, document__content__Learner__ULN__in=ulns)
    pairs = known.values_list("document__content__Learner__ULN", "LearnRefNumber")
    held = {str(uln): reference for uln, reference in pairs}  # SQLite gives a text of figures as a number
    for one in newcomers:
        if one.row.texts.get(ULN) in held:
            one.doubt = f"Learner {held[one.row.texts[ULN]]} has this ULN already."
    for position, earlier in repeated(rows, ULN):
        if rows[position].texts[ULN] in ulns:
            one = newcomers[position]
            one.doubt = one.doubt or f"Row {rows[earlier].number} has the same ULN."


# As the page shows it.


def _shown(one: Newcomer, pasted: Pasted, common: Sequence[Message], chosen: set[int] | None) -> dict[str, Any]:
    cells = [
        {"cell": one.row.cells.get(column.pattern), "said": messages_shown(one.said.get(column.pattern, []))}
        for column in pasted.columns
    ]
    known = {(message.code, message.text) for message in common}
    return {
        "row": one.row,
        "reference": one.reference,
        "cells": cells,
        "rest": messages_shown(message for message in one.rest if (message.code, message.text) not in known),
        "refused": one.refused,
        "doubt": one.doubt,
        "is_chosen": not one.refused and (one.is_chosen if chosen is None else one.row.number in chosen),
    }
