"""Change one planned value for many learners: who and what, the new value, a preview, then all in one step."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods

from openlet.facts.given import Given
from openlet.payments.amounts import MILESTONES
from openlet.reports.outlook import PARTS
from openlet.spec.years import Year, year_of
from openlet.store.basis import current_basis, working_day
from openlet.store.changing import (
    ADD,
    SET,
    TAKE,
    Foreseen,
    Planned,
    Preview,
    changed_template,
    preview,
    text_now,
    wanted_of,
)
from openlet.store.cohorts import skeleton, template
from openlet.store.documents import Document, checked
from openlet.store.models import BootcampState, Cohort, LearnerRow, ReturnYear
from openlet.store.refusals import NotDone
from openlet.store.services import Template, Wanted, change_many
from openlet.web.forms.cohort import cohort_form
from openlet.web.forms.shapes import Box
from openlet.web.forms.typed import Asked, asked, canonical, shown
from openlet.web.frame import return_year, who
from openlet.web.tasks import checking
from openlet.web.views.cohorts import bootcamp_of, cohort_of, given_of, members
from openlet.web.views.home import STATES
from openlet.web.views.learner import KINDS, name_of

MOST = 500  # learners at once: the preview judges each of them twice
HOW_WORDS = {SET: "", ADD: ": add a code", TAKE: ": take a code away"}
DONE_WORDS = {SET: "{label} changed to {value}", ADD: "{label} {value} added", TAKE: "{label} {value} taken away"}


@dataclass(frozen=True, slots=True)
class Group:
    """Those whose value is changed: learners of a cohort, of a bootcamp, or chosen from the list (``keys``)."""

    LearnAimRef: str
    start: str
    cohort: Cohort | None
    keys: tuple[int, ...]

    def rows(self, of: ReturnYear) -> list[LearnerRow]:
        """The learners with their documents, at most one more than can be changed at once."""
        if self.cohort is not None and not self.keys:
            found = members(of, self.cohort.tree)
        else:
            found = LearnerRow.objects.filter(of=of, deleted=None, deliveries__LearnAimRef=self.LearnAimRef).distinct()
            found = found.filter(pk__in=self.keys) if self.keys else found
        return list(found.select_related("document", "of__provider").order_by("LearnRefNumber")[: MOST + 1])


@dataclass(frozen=True, slots=True)
class Field:
    """A planned value that can be changed: its box, and whether its codes are set, added or taken away."""

    how: str
    box: Box

    @property
    def pattern(self) -> str:
        """Where it stands (``store.changing``)."""
        return self.box.path if self.how == SET else self.box.path.rpartition(":")[0]

    @property
    def key(self) -> str:
        """Its name in the address."""
        return f"{self.how}|{self.pattern}"

    @property
    def label(self) -> str:
        """What it is called."""
        return (self.box.group or self.box.label if self.how != SET else self.box.label) + HOW_WORDS[self.how]

    def box_to_fill(self, typed: str) -> Box:
        """The box for the new value, with what was typed into it before."""
        label = f"New value: {self.box.label}" if self.how == SET else f"Code to {self.how}: {self.box.group}"
        return replace(self.box, label=label, value=typed, shown=typed, number=1)


@require_http_methods(["GET", "POST"])
def change_many_view(request: HttpRequest, year: int) -> HttpResponse:
    """Who and what, then the value and the learners, then what would come of it, then it is done."""
    of = return_year(year)
    given, trouble = given_of(of)
    sent = request.POST if request.method == "POST" else request.GET
    group = _group(of, sent)
    fields = fields_of(_template(group), of, given)
    field = next((one for one in fields if one.key == sent.get("field")), None)
    context = {"of": of, "trouble": trouble, "fields": fields, "sent": sent, "groups": _groups(of, sent)}
    if group is None or field is None:
        asked_for = request.method == "POST" or "field" in sent
        error = "Choose the learners and the value to change." if asked_for else ""
        return render(request, "change_many.html", context | {"error": error}, status=422 if error else 200)
    context |= {"group": group, "field": field, "step": "value"}
    if request.method == "GET":
        return render(request, "change_many.html", context | _listed(of, group, field, None))
    return _go_on(request, of, group, field, context)


def _go_on(request: HttpRequest, of: ReturnYear, group: Group, field: Field, context: dict[str, Any]) -> HttpResponse:
    """From the value to the preview, or from the preview to the deed."""
    chosen = {int(key) for key in request.POST.getlist("learner") if key.isdigit()}
    of_box = asked(_template(group), field.box.path, year_of(str(of.year)))
    try:
        planned = _planned(request, of, group, field, of_box)
        if request.POST.get("step") == "do":
            return _do(request, of, group, field, planned, of_box)
        rows = [row for row in group.rows(of) if row.pk in chosen]
        if not rows:
            raise NotDone("Choose at least one learner.")
        found = preview(rows, planned, current_basis(of.provider))
    except NotDone as error:
        listed = _listed(of, group, field, chosen or None)
        return render(request, "change_many.html", context | listed | {"error": str(error)}, status=422)
    more = {
        "step": "preview",
        "preview": _preview(found, planned, of_box),
        "planned": planned,
        "token": secrets.token_hex(16),
        "template_changes": _template_with(group, planned, of) is not None,
    }
    return render(request, "change_many.html", context | more)


# Who and what.


def _group(of: ReturnYear, sent: QueryDict) -> Group | None:
    kind, _, name = sent.get("group", "").partition(":")
    keys = tuple(int(key) for key in sent.getlist("only") if key.isdigit())
    if sent.get("cohort", "").isdigit():
        kind, name = "cohort", sent["cohort"]
    if kind == "cohort" and name.isdigit():
        cohort = cohort_of(of, int(name))
        aim = bootcamp_of(cohort.tree)
        return Group(aim.get("LearnAimRef", ""), aim.get("LearnStartDate", ""), cohort, keys)
    if kind == "bootcamp" and name:
        return Group(name, "", None, keys)
    return None


def _groups(of: ReturnYear, sent: QueryDict) -> list[dict[str, str]]:
    """The cohorts and bootcamps to choose from; of learners chosen from the list only the bootcamps that they have."""
    keys = [int(key) for key in sent.getlist("only") if key.isdigit()]
    states = BootcampState.objects.filter(learner__of=of, learner__deleted=None, own=True)
    states = states.filter(learner__in=keys) if keys else states
    references = sorted(set(states.values_list("LearnAimRef", flat=True)))
    words = "Their bootcamp {}" if keys else "All learners with {}"
    found = [{"value": f"bootcamp:{one}", "text": words.format(one)} for one in references]
    if keys:
        return found
    return [{"value": f"cohort:{one.pk}", "text": one.name} for one in of.cohorts.order_by("ended", "name")] + found


def _template(group: Group | None) -> Document:
    if group is not None and group.cohort is not None:
        return template(group.cohort.tree)
    return skeleton(group.LearnAimRef if group else "")


def fields_of(tree: Document, of: ReturnYear, given: Given | None) -> list[Field]:
    """The planned values: those that a template holds; of a type with several boxes a code is added or taken away."""
    made = []
    for box in cohort_form(tree, year_of(str(of.year)), working_day(of.provider), given).boxes:
        if box.type is None or box.label == box.group:
            made.append(Field(SET, box))
        elif box.number == 1:
            made += [Field(ADD, box), Field(TAKE, box)]
    return made


# The value, and the learners as they are.


def _planned(request: HttpRequest, of: ReturnYear, group: Group, field: Field, of_box: Asked) -> Planned:
    """The change that is asked for. Raises ``NotDone`` for a value that cannot be meant."""
    typed = request.POST.get("value", "").strip()
    is_cleared = request.POST.get("clear") == "yes"
    text = "" if is_cleared else canonical(of_box, typed, working_day(of.provider))
    if not text and not is_cleared:
        raise NotDone("Enter the new value.")
    if text and of_box.field.read(text).fault is not None:
        raise NotDone(f"{typed} cannot stand in {field.box.label}: it must be {of_box.field.limits}.")
    return Planned(field.pattern, field.how, text, group.LearnAimRef, group.start)


def _listed(of: ReturnYear, group: Group, field: Field, chosen: set[int] | None) -> dict[str, Any]:
    """The learners with what they have now; all are ticked to begin with."""
    year = year_of(str(of.year))
    rows = group.rows(of)
    look = Planned(field.pattern, field.how, "", group.LearnAimRef, group.start)
    of_box = asked(_template(group), field.box.path, year)
    listed = [
        {"row": row, "is_chosen": chosen is None or row.pk in chosen} | _now(row, year, look, of_box)
        for row in rows[:MOST]
    ]
    return {"learners": listed, "too_many": len(rows) > MOST, "most": MOST}


def _now(row: LearnerRow, year: Year, look: Planned, of_box: Asked) -> dict[str, str]:
    document = checked(row.document.content, year)
    try:
        return {"name": name_of(document), "now": shown(of_box, text_now(document, year, look)), "reason": ""}
    except NotDone as error:
        return {"name": name_of(document), "now": "", "reason": str(error)}


# The preview.


def _preview(found: Preview, planned: Planned, of_box: Asked) -> dict[str, Any]:
    """What would come of it: each learner's value, milestones and messages, and the money of all together."""
    return {
        "changed": [_foreseen(one, of_box) for one in found.changed],
        "same": found.same,
        "left_alone": found.left_alone,
        "money": [
            {
                "words": words,
                "now": sum(getattr(one.now.state, part) for one in found.changed),
                "then": sum(getattr(one.then.state, part) for one in found.changed),
            }
            for part, words in STATES.items()
            if part in PARTS
        ],
        "versions": " ".join(f"{one.row.pk}:{one.wanted.version}" for one in found.changed),
        "value": shown(of_box, planned.text),
    }


def _foreseen(one: Foreseen, of_box: Asked) -> dict[str, Any]:
    now, then = _states(one.now.bootcamps), _states(one.then.bootcamps)
    milestones = [
        f"M{name[1]}: {STATES[now[key, name]].lower()} to {STATES[then[key, name]].lower()}"
        for key, name in then
        if (key, name) in now and now[key, name] != then[key, name]
    ]
    return {
        "row": one.row,
        "name": name_of(one.row.document.content),
        "old": shown(of_box, one.wanted.old),
        "new": shown(of_box, one.wanted.new),
        "milestones": milestones,
        "new_messages": _messages(one.new_messages),
        "gone_messages": _messages(one.gone_messages),
    }


def _states(bootcamps: tuple[BootcampState, ...]) -> dict[tuple[str, str], str]:
    """The state of each milestone of each bootcamp that is the learner's own."""
    return {(one.LearnAimRef, name): getattr(one, name) for one in bootcamps if one.own for name in MILESTONES}


def _messages(messages: list[dict[str, str]]) -> list[dict[str, str]]:
    seen = {(message["text"], KINDS.get(message["severity"], message["severity"])) for message in messages}
    return [{"text": text, "kind": kind} for text, kind in sorted(seen)]


# The deed.


def _do(
    request: HttpRequest, of: ReturnYear, group: Group, field: Field, planned: Planned, of_box: Asked
) -> HttpResponse:
    """Do what the preview showed to those who are as it showed them. Raises ``NotDone``."""
    versions = _versions(request.POST)
    rows = LearnerRow.objects.filter(of=of, deleted=None, pk__in=versions).select_related("document").in_bulk()
    wanted = [_wanted(rows.get(key), key, version, planned) for key, version in versions.items()]
    changed = _template_with(group, planned, of) if request.POST.get("template") == "yes" else None
    base = parse_datetime(request.POST.get("changed", ""))
    kept = Template(group.cohort.pk, base, changed) if group.cohort is not None and changed is not None else None
    token, what = request.POST.get("token", ""), _words(field, planned, of_box)
    done = change_many(of, [one for one in wanted if one is not None], what, who(), token, kept)
    checking(who())
    return redirect("many_done", of.year, done.batch)


def _wanted(row: LearnerRow | None, key: int, version: int, planned: Planned) -> Wanted | None:
    """One learner's part. Of somebody who is not as the preview showed it only the refusal will be said."""
    if row is None or row.version != version:
        return Wanted(key, version, planned.pattern, "", planned.text)
    year = year_of(str(row.document.year))
    return wanted_of(row, checked(row.document.content, year), year, planned)


def _words(field: Field, planned: Planned, of_box: Asked) -> str:
    """What is done, for the history."""
    label = field.box.label if field.how == SET else field.box.group
    if not planned.text:
        return f"{label} taken away"
    return DONE_WORDS[field.how].format(label=label, value=shown(of_box, planned.text))


def _versions(sent: Mapping[str, Any]) -> dict[int, int]:
    """The version of each learner as the preview showed them."""
    found = {}
    for pair in str(sent.get("versions", "")).split():
        key, _, version = pair.partition(":")
        if key.isdigit() and version.isdigit():
            found[int(key)] = int(version)
    return found


def _template_with(group: Group, planned: Planned, of: ReturnYear) -> Document | None:
    """The template of the cohort with the change, None where there is none to change."""
    if group.cohort is None:
        return None
    try:
        return changed_template(group.cohort.tree, year_of(str(of.year)), planned)
    except NotDone:
        return None
