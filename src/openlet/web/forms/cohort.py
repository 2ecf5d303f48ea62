"""The form of a bootcamp template: the boxes that the learners of a cohort share, as on the learner's own forms.

Pure Python without Django and without HTML. The template's bootcamp aim is ``*`` (``store.cohorts.template``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from openlet.facts.days import in_words
from openlet.facts.fund_models import allowed_fund_models
from openlet.facts.given import Given
from openlet.rules import Severity
from openlet.spec.cohorts import Place, shared_places
from openlet.spec.layout import entity as entity_of
from openlet.spec.years import Year
from openlet.store.cohorts import STAR
from openlet.store.documents import Document
from openlet.store.judging import GAP, Message, judge, return_of
from openlet.store.slots import with_texts
from openlet.web.forms.sections import aim_form, learner_form
from openlet.web.forms.shapes import Box, Form, Option
from openlet.web.forms.typed import asked, canonical

GRAVEST_FIRST = ("schema", "gap", "error", "no-pay", "warning", "to-do")


@dataclass(frozen=True, slots=True)
class CohortForm:
    """The boxes in order, and what is said beside each, by its path."""

    boxes: tuple[Box, ...]
    messages: dict[str, list[Message]]


def place_of(box: Box) -> Place:
    """Where a box stores its text, whatever the record."""
    return Place(box.entity, box.element, box.type)


def shared_boxes(tree: Document, year: Year, as_of: date) -> tuple[Box, ...]:
    """The boxes of a template, in the order of ``cohort.csv``."""
    boxes = [box for form in _forms(tree, year, as_of) for box in form.boxes()]
    return tuple(box for place in shared_places() for box in boxes if place_of(box) == place)


def cohort_form(tree: Document, year: Year, as_of: date, given: Given | None = None) -> CohortForm:
    """The form of a template, with what the contract allows, if one is given, and what the rules say of it."""
    boxes = shared_boxes(tree, year, as_of)
    if given is not None and given.contract is not None:
        boxes = tuple(_with_contract(box, boxes, given) for box in boxes)
    if given is None:
        return CohortForm(boxes, {})
    messages = _messages(tree, year, as_of, boxes, given)
    unknown = _unknown_bootcamp(boxes, given)
    if unknown is not None:
        messages.setdefault(unknown.places[0], []).insert(0, unknown)
    return CohortForm(boxes, messages)


def filled_in(tree: Document, typed: dict[str, str], year: Year, as_of: date) -> Document:
    """The template, changed, with what was typed into its boxes, as it is understood."""
    known = [box.path for box in shared_boxes(tree, year, as_of)]
    texts = {path: canonical(asked(tree, path, year), typed[path], as_of) for path in known if path in typed}
    return with_texts(tree, texts, year)


def _forms(tree: Document, year: Year, as_of: date) -> tuple[Form, Form]:
    return aim_form(tree, STAR, year, as_of), learner_form(tree, year, as_of)


# What the contract says.


def _with_contract(box: Box, boxes: Sequence[Box], given: Given) -> Box:
    """The box with the values that the contract allows."""
    terms, values = given.terms, {one.element: one.value for one in boxes}
    allocated = terms.bootcamps.get(values.get("LearnAimRef", ""))
    if box.element == "LearnAimRef":
        options = tuple(Option(one.learn_aim_ref, one.title) for one in terms.bootcamps.values())
        return replace(box, options=options, free=True)
    if box.element == "ProvSpecDelMon":
        return replace(box, options=tuple(Option(text, "") for text in terms.contributions), free=True)
    if box.element == "FundModel":
        return _with_fund_models(box, day_of(values.get("LearnStartDate", "")), given)
    if box.element == "LearnStartDate" and allocated is not None:
        window = between(allocated.start_from, allocated.start_to)
        return replace(box, hint=f"{allocated.learn_aim_ref} may start {window}. {box.hint}")
    if box.element == "LearnPlanEndDate" and allocated is not None:
        window = between(allocated.planned_end_from, allocated.planned_end_to)
        return replace(box, hint=f"{allocated.learn_aim_ref} may be planned to end {window}. {box.hint}")
    return box


def _with_fund_models(box: Box, start: date | None, given: Given) -> Box:
    allowed = sorted(allowed_fund_models(start, given))
    options = tuple(one for one in box.options if one.code in (box.value, *(str(model) for model in allowed)))
    when = f" for a start on {in_words(start)}" if start is not None else ""
    words = " or ".join(str(model) for model in allowed)
    return replace(box, options=options, hint=f"Your contract allows {words}{when}. {box.hint}")


def _unknown_bootcamp(boxes: Sequence[Box], given: Given) -> Message | None:
    """A message where the aim is no bootcamp of the contract, so that nothing would be claimed for its learners."""
    box = next((one for one in boxes if one.element == "LearnAimRef"), None)
    if box is None or not box.value or given.contract is None or given.contract.allocates(box.value):
        return None
    text = (
        f"{box.value} is none of the bootcamps of contract {given.contract.id}, so WMCA would pay nothing for its "
        "learners. Choose one of the contract's bootcamps."
    )
    return Message(Severity.NO_PAY, "NP-04", (box.path,), text, f"contract {given.contract.id}")


def between(first: date | None, last: date | None) -> str:
    """A window in words."""
    if first is None or last is None:
        return f"from {in_words(first)}" if first else f"until {in_words(last)}" if last else "on any day"
    return f"from {in_words(first)} to {in_words(last)}"


def day_of(text: str) -> date | None:
    """The day of a stored text, None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


# What the rules say.


def _messages(tree: Document, year: Year, as_of: date, boxes: Iterable[Box], given: Given) -> dict[str, list[Message]]:
    """What would be held against any learner of the cohort because of the template alone, by box.

    A template for the future is judged on its first day: it is no fault of it that it has not begun.
    """
    start = next((day_of(box.value) for box in boxes if box.element == "LearnStartDate"), None)
    judged_on = max(as_of, start or as_of)
    given = replace(given, as_of=judged_on, prepared=judged_on)
    judged = judge(tree, year, given, return_of(given.ukprn or 0, year, judged_on))
    forms = _forms(tree, year, as_of)
    found: dict[str, list[Message]] = {}
    for message in judged.messages:
        if message.places and all(_is_shared(place, year) for place in message.places):
            shown = next((path for place in message.places if (path := _shown_at(place, forms)) is not None), "")
            found.setdefault(shown, []).append(message)
    return {path: said_once(messages) for path, messages in found.items()}


def _is_shared(place: str, year: Year) -> bool:
    """Whether a place of a message is one that templates hold, whichever record of a list is meant."""
    *above, last = place.split("/")
    name, _, kind = last.partition(":")
    if kind:
        return any((one.entity, one.type) == (name, kind) for one in shared_places())
    entity = next((step for step in reversed(above) if entity_of(year, step) is not None), "")
    return any((one.entity, one.element) == (entity, name) for one in shared_places())


def said_once(messages: Iterable[Message]) -> list[Message]:
    """The messages of one box, the gravest first: one that something is missing is enough, and no text stands twice."""
    by_text = {GAP if one.severity == GAP else one.text: one for one in messages}
    texts = {one.text for one in by_text.values() if one.severity != GAP}
    kept = [one for one in by_text.values() if one.severity != GAP or one.text not in texts]
    return sorted(kept, key=lambda one: GRAVEST_FIRST.index(one.severity))


def _shown_at(place: str, forms: Iterable[Form]) -> str | None:
    return next((found for form in forms if (found := form.place_of(place)) is not None), None)
