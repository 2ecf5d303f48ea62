"""What the forms of a year hold, apart from any learner: each part with its section and its place in the guide's order.

A part is a field, the boxes of one type of a typed list, or a list of records. Plans are made from ``spec`` once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from openlet.spec.codes import codes
from openlet.spec.layout import Entity, Field
from openlet.spec.layout import entity as entity_of
from openlet.spec.scheme import GuideField
from openlet.spec.screens import LAST, ScreenSection, guide_for, item_of, label_for, section_for, written_as
from openlet.spec.slots import SlotType, TypedList, typed_list
from openlet.spec.years import Year
from openlet.web.forms.offered import dated_by
from openlet.web.forms.typed import type_element

NOT_USED = "no"
WIDTHS = (2, 3, 4, 5, 10, 20, 30)  # of boxes, in characters; a longer text has the whole width
DATE_WIDTH = 10
INPUT_MODES = {"int": "numeric", "long": "numeric", "decimal": "decimal", "telephone": "tel", "email": "email"}
NUMBERS = ("int", "long", "decimal")
REST_HINT = (
    "These fit none of the boxes: the type is not one of this year, or something is missing or too much. Correct or "
    "remove them."
)

Order = tuple[int, tuple[int, ...]]
Above = tuple[str, ...]  # the entities between a record and what it holds


@dataclass(frozen=True, slots=True)
class FieldPart:
    """A field. ``fixed`` is what every box of it has, whatever the learner."""

    section: ScreenSection
    order: Order
    above: Above
    field: Field
    depends_on: str | None
    dated: str | None
    is_coded: bool
    fixed: dict[str, Any]


@dataclass(frozen=True, slots=True)
class SlotPart:
    """The boxes of one type of a typed list."""

    section: ScreenSection
    order: Order
    above: Above
    of: TypedList
    kind: SlotType
    dated: str | None
    is_coded: bool
    label: str
    fixed: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ListPart:
    """A list of records; of a typed list, those of one dated type, or (``is_rest``) those that fit no box.

    ``most`` is how many records may be added by hand.
    """

    section: ScreenSection
    order: Order
    above: Above
    entity: str
    of: TypedList | None
    kind: str | None
    is_rest: bool
    most: int
    parts: "tuple[Part, ...]"
    fixed: dict[str, Any]


Part = FieldPart | SlotPart | ListPart


@cache
def plan(name: str, year: Year) -> tuple[Part, ...]:
    """All parts of a record of an entity, in the guide's order and, where that is silent, in the schema's."""
    entity = entity_of(year, name)
    return _parts(entity, (name,), year) if entity else ()


@cache
def list_plan(name: str, year: Year) -> ListPart | None:
    """The list of an entity, as a part that stands by itself; None where the year does not have the entity."""
    entity = entity_of(year, name)
    return _list(entity, (name,), (), (0,), year) if entity else None


def _parts(entity: Entity, names: tuple[str, ...], year: Year, without: str | None = None) -> tuple[Part, ...]:
    """The parts of a record; ``names`` are its entity and those above, innermost first."""
    made = [part for part in _below(entity, names, (), (), year) if not _is(part, without)]
    return tuple(sorted(made, key=lambda part: part.order))


def _is(part: Part, element: str | None) -> bool:
    return isinstance(part, FieldPart) and part.field.element == element


def _below(entity: Entity, names: tuple[str, ...], above: Above, before: tuple[int, ...], year: Year) -> Iterator[Part]:
    for number, child in enumerate(entity.children):
        place = (*before, number)
        if isinstance(child, Field):
            yield _field(child, names, above, place, year)
            continue
        inner = (child.name, *names)
        of = typed_list(child.name, year)
        if child.max_occurs == 1:
            yield from _below(child, inner, (*above, child.name), place, year)
        elif of is None:
            yield _list(child, inner, above, place, year)
        else:
            yield from _typed(child, of, inner, above, place, year)


def _field(field: Field, names: tuple[str, ...], above: Above, place: tuple[int, ...], year: Year) -> FieldPart:
    guide = guide_for(names[0], field.element, year)
    label = label_for(names[0], field.element)
    is_coded = bool(codes(field.element, year))
    return FieldPart(
        section_for(names, field.element, guide),
        (item_of(guide), place),
        above,
        field,
        type_element(names[0], field.element, year),
        dated_by(names[0], field.element),
        is_coded,
        {"label": label.label if label else field.title or field.element, "required": field.required}
        | _of_field(field, names[0], is_coded)
        | _of_guide(guide),
    )


def _typed(
    entity: Entity, of: TypedList, names: tuple[str, ...], above: Above, place: tuple[int, ...], year: Year
) -> Iterator[Part]:
    for number, kind in enumerate(of.types.values()):
        if kind.dated:
            yield _dated(entity, of, kind, names, above, (*place, number), year)
        else:
            yield _slot(entity, of, kind, names, above, (*place, number), year)
    fixed = _of_list(entity, year) | {"used": "", "hint": REST_HINT}
    fixed["title"] = f"{fixed['title']}: other entries"
    parts = _parts(entity, names, year)
    section = section_for(names, "", None)
    yield ListPart(section, (LAST, (*place, len(of.types))), above, of.entity, of, None, True, 0, parts, fixed)


def _slot(
    entity: Entity,
    of: TypedList,
    kind: SlotType,
    names: tuple[str, ...],
    above: Above,
    place: tuple[int, ...],
    year: Year,
) -> SlotPart:
    field = next(one for one in entity.fields() if one.element == of.value_element)
    guide = guide_for(of.entity, of.value_element, year, kind.code)
    label = label_for(of.entity, of.value_element, kind.code)
    name = label.label if label else f"{kind.label} ({kind.code})"
    is_coded = any(of_type == kind.code and code for of_type, code in codes(of.value_element, year))
    return SlotPart(
        section_for(names, f"{of.value_element}:{kind.code}", guide),
        (item_of(guide), place),
        above,
        of,
        kind,
        dated_by(of.entity, of.value_element),
        is_coded,
        name,
        {"type": kind.code, "group": name, "required": False}
        | _of_field(field, of.entity, is_coded)
        | _of_guide(guide),
    )


def _dated(
    entity: Entity,
    of: TypedList,
    kind: SlotType,
    names: tuple[str, ...],
    above: Above,
    place: tuple[int, ...],
    year: Year,
) -> ListPart:
    guide = guide_for(of.entity, of.value_element, year, kind.code)
    fixed = _of_list(entity, year) | _of_guide(guide)
    fixed |= {"title": f"{kind.label} ({kind.code})", "singular": f"{kind.code} entry", "type": kind.code}
    section = section_for(names, f"{of.value_element}:{kind.code}", guide)
    parts = _parts(entity, names, year, without=of.type_element)
    return ListPart(
        section, (item_of(guide), place), above, of.entity, of, kind.code, False, entity.max_occurs, parts, fixed
    )


def _list(entity: Entity, names: tuple[str, ...], above: Above, place: tuple[int, ...], year: Year) -> ListPart:
    said = [guide_for(entity.name, field.element, year) for field in entity.fields()]
    first = next((guide for guide in said if guide and guide.tab), None)
    item = min((item_of(guide) for guide in said), default=LAST)
    parts = _parts(entity, names, year)
    section = section_for(names, "", first)
    fixed = _of_list(entity, year)
    return ListPart(section, (item, place), above, entity.name, None, None, False, entity.max_occurs, parts, fixed)


# What every box or list has, whatever the learner.


def _of_field(field: Field, entity: str, is_coded: bool) -> dict[str, Any]:
    is_date, is_number = field.data_type == "date", field.data_type in NUMBERS
    longest = DATE_WIDTH if is_date else field.longest
    return {
        "entity": entity,
        "element": field.element,
        "kind": "code" if is_coded else "date" if is_date else "number" if is_number else "text",
        "limits": field.limits,
        "max_length": None if is_date else field.longest,
        "width": next((width for width in WIDTHS if longest is not None and longest <= width), None),
        "inputmode": INPUT_MODES.get(written_as(field.element) or field.data_type),
        "autocomplete": "off",  # it is another person's data, never that of the person who types
    }


def _of_guide(guide: GuideField | None) -> dict[str, Any]:
    if guide is None:
        return {"badges": (), "hint": "", "place": "", "used": ""}
    return {"badges": badges(guide), "hint": guide.hint, "place": guide.place, "used": guide.used}


def badges(guide: GuideField) -> tuple[str, ...]:
    """The labels of the guide's key: Mandatory, Validation, Milestone 1, 2 and 3."""
    mandatory = {"yes": ("Mandatory",), None: ()}.get(guide.mandatory, (f"Mandatory {guide.mandatory}",))
    validation = ("Validation",) if guide.validation else ()
    return (*mandatory, *validation, *(f"Milestone {number}" for number in guide.milestones))


def _of_list(entity: Entity, year: Year) -> dict[str, Any]:
    said = [guide for field in entity.fields() if (guide := guide_for(entity.name, field.element, year))]
    used = [guide.used for guide in said]
    label = label_for(entity.name)
    return {
        "entity": entity.name,
        "title": label.label if label else entity.title,
        "singular": label.singular if label else entity.title.lower(),
        "hint": "",
        "place": next((guide.place for guide in said), ""),
        "badges": (),
        "used": next((word for word in ("yes", "conditional", NOT_USED) if word in used), ""),
    }
