"""The steps of a plan as a person reads them."""

from collections.abc import Iterable, Iterator
from datetime import date

from openlet.facts.days import in_words
from openlet.spec.layout import Field, entity
from openlet.spec.years import Year
from openlet.store.actions.subject import AIMS
from openlet.store.documents import Document, Operation, record_at

BLANK = "blank"
BOXES, OUTCOME = "ProviderSpecDeliveryMonitoring", "DPOutcome"
HEAD_OF_AN_AIM = ("LearnAimRef", "AimSeqNumber")


def sentences(steps: Iterable[Operation], document: Document, year: Year) -> tuple[str, ...]:
    """What each step does to a document, in order: one sentence, for a new aim one for each of its values."""
    return tuple(said for step in steps for said in _said(step, document, year))


def _said(step: Operation, document: Document, year: Year) -> Iterator[str]:
    parts = step.path.split("/")
    if step.action == "set":
        yield _set(step, parts, document, year)
    elif parts[-2] == "LearningDelivery":
        yield from _new_aim(step.new, year)
    elif parts[-2] == BOXES:
        box = step.new or step.old
        old, new = (BLANK, _held(box)) if step.action == "add" else (_held(box), BLANK)
        yield f"{_letter(box)} of {_aim(parts, document, year)}: {old} to {new}"
    elif parts[-2] == OUTCOME:
        yield f"New destination: {_outcome(step.new, year)}"
    else:
        yield from (f"New destination record: {_outcome(outcome, year)}" for outcome in step.new[OUTCOME])


def _set(step: Operation, parts: list[str], document: Document, year: Year) -> str:
    above, record, element = parts[-3], "/".join(parts[:-1]), parts[-1]
    field = _field(above, element, year)
    change = f"{_text(field, step.old)} to {_text(field, step.new)}"
    if above == BOXES:
        return f"{_letter(record_at(document, record, year)[0])} of {_aim(parts, document, year)}: {change}"
    if above == OUTCOME:
        return f"{field.title} of the destination {_kind(record_at(document, record, year)[0])}: {change}"
    return f"{field.title} of {_aim(parts, document, year)}: {change}"


def _new_aim(tree: Document, year: Year) -> Iterator[str]:
    yield f"New aim {tree['LearnAimRef']}, number {tree['AimSeqNumber']}"
    found = entity(year, "LearningDelivery")
    for field in found.fields() if found else ():
        if field.element in tree and field.element not in HEAD_OF_AN_AIM:
            yield f"{field.title}: {_text(field, tree[field.element])}"
    fams = tree["LearningDeliveryFAM"]
    codes = ", ".join(f"{fam.get('LearnDelFAMType', '')} {fam.get('LearnDelFAMCode', '')}" for fam in fams)
    yield f"Funding and monitoring: {codes}"
    yield from (f"{_letter(box)}: {_held(box)}" for box in tree.get(BOXES, ()))


def _aim(parts: list[str], document: Document, year: Year) -> str:
    return str(record_at(document, f"{AIMS}/{parts[2]}", year)[0].get("LearnAimRef", "the aim"))


def _letter(box: Document) -> str:
    return f"Box {box.get('ProvSpecDelMonOccur', '')}".strip()


def _held(box: Document) -> str:
    return str(box.get("ProvSpecDelMon", "")) or BLANK


def _outcome(outcome: Document, year: Year) -> str:
    dates = {name: _text(_field(OUTCOME, name, year), outcome.get(name)) for name in ("OutStartDate", "OutCollDate")}
    return f"{_kind(outcome)} from {dates['OutStartDate']}, collected on {dates['OutCollDate']}"


def _kind(outcome: Document) -> str:
    return f"{outcome.get('OutType', '')} {outcome.get('OutCode', '')}"


def _field(of: str, element: str, year: Year) -> Field:
    found = entity(year, of)
    assert found is not None
    return next(field for field in found.fields() if field.element == element)


def _text(field: Field, text: str | None) -> str:
    if not text:
        return BLANK
    value = field.read(text).value
    return in_words(value) if isinstance(value, date) else text
