"""Two records of one thing held against each other, and all below them: which belong together, and what differs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from openlet.ilr.partial import NotHere
from openlet.ilr.records import Record
from openlet.ilr.writing import text_as_found
from openlet.spec.layout import Entity, Field

R = TypeVar("R", bound=Record)
NOT_SHOWN = "\0 not shown"  # no text of a file, which cannot hold this sign

# What makes two records of a kind the same one, the surest first; of the other kinds it is their first element.
SAME = {
    "LearningDelivery": (("LearnAimRef", "LearnStartDate"), ("LearnAimRef", "AimSeqNumber"), ("LearnAimRef",)),
    "LearnerEmploymentStatus": (("DateEmpStatApp",), ("EmpStat",)),
    "DPOutcome": (("OutType", "OutStartDate"), ("OutType",)),
    "LearningDeliveryWorkPlacement": (("WorkPlaceStartDate",),),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One element that is not the same. ``old`` and ``new`` are texts as found, None where there is none.

    ``below`` leads from the record compared to the record that has the element: the name of each entity on the way and
    the texts of its elements by name. ``is_whole``: the record itself is only on one side.
    """

    below: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    element: str
    old: str | None
    new: str | None
    is_whole: bool = False


def differences(
    entity: Entity, old: Record | None, new: Record | None, but: Sequence[str] = ()
) -> Iterator[Difference]:
    """What differs, in the order of a file. Entities in ``but`` are left out; None is a record without anything.

    Texts are held against each other as they would be written: ``007`` is not ``7``. Records that only stand in another
    order do not differ. What the source of one of them does not show is not compared.
    """
    yield from _in_entity(entity, old, new, (), but)


def pairs(entity: Entity, old: Sequence[R], new: Sequence[R]) -> list[tuple[R | None, R | None]]:
    """The records of a list that belong together, in the order of the old ones; then those that only the new list has.

    Those that say the same belong together before all others.
    """
    left, found = list(new), dict[int, R]()
    ways = SAME.get(entity.name) or (tuple(field.element for field in list(entity.fields())[:1]),)
    for elements in (None, *ways):
        for at, one in enumerate(old):
            if at in found:
                continue
            same = next(
                (other for other in left if _said(entity, other, elements) == _said(entity, one, elements)), None
            )
            if same is not None:
                found[at] = same
                left = [other for other in left if other is not same]
    made: list[tuple[R | None, R | None]] = [(one, found.get(at)) for at, one in enumerate(old)]
    return made + [(None, one) for one in left]


def texts(entity: Entity, record: Record) -> tuple[tuple[str, str], ...]:
    """The elements of a record itself that have a text, in order; without those that its source does not show."""
    found = ((field.element, _text(record, field)) for field in entity.fields())
    return tuple((element, text) for element, text in found if text and text is not NOT_SHOWN)


def _said(entity: Entity, record: Record, elements: tuple[str, ...] | None) -> object:
    """What a record says in some elements; None: in all of them and below."""
    if elements is not None:
        return tuple(dict(texts(entity, record)).get(element) for element in elements)
    below = tuple(
        tuple(_said(child, one, None) for one in _listed(record, child.name) or ()) for child in entity.entities()
    )
    return texts(entity, record), below


def _in_entity(
    entity: Entity,
    old: Record | None,
    new: Record | None,
    below: tuple[tuple[str, tuple[tuple[str, str], ...]], ...],
    but: Sequence[str] = (),
) -> Iterator[Difference]:
    is_whole = bool(below) and (old is None or new is None)
    for child in entity.children:
        if isinstance(child, Field):
            before, after = _text(old, child), _text(new, child)
            if before != after and NOT_SHOWN not in (before, after):
                yield Difference(below, child.element, before, after, is_whole)
        elif child.name not in but:
            first, second = _listed(old, child.name), _listed(new, child.name)
            if first is None or second is None:
                continue  # one side does not show them
            for one, other in pairs(child, first, second):
                step = (child.name, texts(child, one or other))  # type: ignore[arg-type]
                yield from _in_entity(child, one, other, (*below, step))


def _text(record: Record | None, field: Field) -> str | None:
    """The text of a field, None where there is none; ``NOT_SHOWN`` where the source does not show it."""
    if record is None:
        return None
    try:
        return text_as_found(record, field) or None
    except NotHere:
        return NOT_SHOWN


def _listed(record: Record | None, name: str) -> list[Record] | None:
    """The records of an entity; None where the source does not show them."""
    try:
        held = getattr(record, name) if record is not None else None
    except NotHere:
        return None
    return held if isinstance(held, list) else [held] if held is not None else []
