"""The forms of one learner: what stands in the document, in the sections and the order of the guide.

Nothing of a document is left out: what fits no box stands in a list of its own, and a code that is not in its list is
shown beside those that are. ``as_of`` is the day on which the form is drawn; ``spoken`` are the paths that messages are
about, so that nothing with a message is folded away.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from functools import cache

from openlet.spec.screens import screen_sections
from openlet.spec.years import Year
from openlet.store.documents import ID, LEARNER, Document, record_at
from openlet.store.slots import boxed
from openlet.web.forms.offered import Days, is_open, options, with_present
from openlet.web.forms.plans import NOT_USED, FieldPart, ListPart, Part, SlotPart, list_plan, plan
from openlet.web.forms.shapes import Box, Form, FormRecord, Option, RecordList, Section
from openlet.web.forms.typed import asked_of, read_as, shown

AIMS = f"{LEARNER}/LearningDelivery"
Trees = tuple[Document, ...]  # the records from the top down to the one that is drawn


def learner_form(document: Document, year: Year, as_of: date, spoken: Collection[str] = ()) -> Form:
    """The Learner tab: all of the learner but aims and employment."""
    return _form("learner", LEARNER, document.get(LEARNER, {}), LEARNER, _Drawing(document, year, as_of, spoken))


def aim_form(document: Document, aim_id: str, year: Year, as_of: date, spoken: Collection[str] = ()) -> Form:
    """The Learning delivery tab of one aim. Raises ``Gone`` where the aim is not there any more."""
    path = f"{AIMS}/{aim_id}"
    aim, _ = record_at(document, path, year)
    return _form("aim", "LearningDelivery", aim, path, _Drawing(document, year, as_of, spoken))


def employment_form(document: Document, year: Year, as_of: date, spoken: Collection[str] = ()) -> Form:
    """The Employment status tab: each status with its monitoring."""
    return _form("employment", LEARNER, document.get(LEARNER, {}), LEARNER, _Drawing(document, year, as_of, spoken))


def destination_form(document: Document, year: Year, as_of: date, spoken: Collection[str] = ()) -> Form:
    """The Destination and progression tab; without sections in a year that does not have it.

    A record to be added starts with what it repeats of the learner, the reference and the ULN (A-115).
    """
    part = list_plan("LearnerDestinationandProgression", year)
    if part is None:
        return Form(())
    drawn = _Drawing(document, year, as_of, spoken).record_list(part, "", (document,))
    assert drawn is not None
    learner = document.get(LEARNER, {})
    repeated = [one.field.element for one in part.parts if isinstance(one, FieldPart)]
    drawn = replace(drawn, new={element: learner[element] for element in repeated if element in learner})
    return Form((Section(part.section.key, part.section.title, False, (drawn,)),))


def _form(form: str, entity: str, tree: Document, path: str, drawing: "_Drawing") -> Form:
    made = []
    for key, title, parts in _sections(form, entity, drawing.year):
        items = tuple(drawing.items(parts, path, (tree,)))
        if items:
            made.append(Section(key, title, all(item.folded for item in items), items))
    return Form(tuple(made))


@cache
def _sections(form: str, entity: str, year: Year) -> tuple[tuple[str, str, tuple[Part, ...]], ...]:
    parts = plan(entity, year)
    return tuple(
        (section.key, section.title, tuple(part for part in parts if part.section == section))
        for section in screen_sections()
        if section.form == form
    )


class _Drawing:
    """One document being drawn."""

    def __init__(self, document: Document, year: Year, as_of: date, spoken: Collection[str]) -> None:
        self.year = year
        self.days = Days(document, year, as_of)
        self.spoken = frozenset(spoken)

    def items(self, parts: tuple[Part, ...], path: str, trees: Trees, open: bool = False) -> Iterator[Box | RecordList]:
        """The boxes and lists of one record; ``open``: nothing of it is folded away."""
        for part in parts:
            if isinstance(part, FieldPart):
                yield self.box(part, path, trees, open)
            elif isinstance(part, SlotPart):
                yield from self.slots(part, path, trees, open)
            else:
                drawn = self.record_list(part, path, trees)
                if drawn is not None:
                    yield drawn

    def box(self, part: FieldPart, path: str, trees: Trees, open: bool) -> Box:
        """The box of a field."""
        tree, path = _down(trees[-1], path, part.above)
        element, place = part.field.element, f"{path}/{part.field.element}"
        value = tree.get(element, "")
        kind = (tree.get(part.depends_on) or None) if part.depends_on else None
        asked = asked_of(part.fixed["entity"], element, kind, self.year)
        offered: tuple[Option, ...] = ()
        free = False
        if part.is_coded:
            offered = options(element, kind, self.year, self.days.day_for(part.dated, trees))
            free = is_open(element, kind, self.year) or (not asked.codes and kind is not None)
            offered = with_present(offered, value, asked.codes)
        return Box(
            path=place,
            value=value,
            shown=shown(asked, value),
            read_as=read_as(asked, value),
            options=offered,
            free=free,
            folded=not open and not value and part.fixed["used"] == NOT_USED and place not in self.spoken,
            depends_on=f"{path}/{part.depends_on}" if part.depends_on else None,
            **part.fixed,
        )

    def slots(self, part: SlotPart, path: str, trees: Trees, open: bool) -> Iterator[Box]:
        """The boxes of one type: as many as the ILR allows, or as are filled and one more."""
        tree, path = _down(trees[-1], path, part.above)
        held = boxed(tree.get(part.of.entity, ()), part.of).get(part.kind.code, [])
        asked = asked_of(part.of.entity, part.of.value_element, part.kind.code, self.year)
        offered = options(part.of.value_element, part.kind.code, self.year, self.days.day_for(part.dated, trees))
        free = is_open(part.of.value_element, part.kind.code, self.year)
        list_path = f"{path}/{part.of.entity}"
        key = f"{list_path}:{part.kind.code}"
        for number in range(1, max(part.kind.boxes or len(held) + 1, len(held)) + 1):
            record = held[number - 1] if number <= len(held) else None
            value = record[part.of.value_element] if record else ""
            places: tuple[str, ...] = (key,) if number == 1 else ()
            if record:
                own = f"{list_path}/{record[ID]}"
                places += (f"{own}/{part.of.type_element}", f"{own}/{part.of.value_element}", own)
            yield Box(
                path=f"{key}:{number}",
                label=part.label if part.kind.boxes == 1 and len(held) < 2 else f"{part.label} {number}",
                value=value,
                shown=shown(asked, value),
                read_as=read_as(asked, value),
                options=with_present(offered, value, asked.codes) if part.is_coded else (),
                free=free,
                number=number,
                places=places,
                folded=not open and not value and part.fixed["used"] == NOT_USED and self.spoken.isdisjoint(places),
                **part.fixed,
            )

    def record_list(self, part: ListPart, path: str, trees: Trees) -> RecordList | None:
        """The records of a list; None for an empty list of what fits no box."""
        tree, path = _down(trees[-1], path, part.above)
        list_path = f"{path}/{part.entity}" if path else part.entity
        held = _records(part, tree.get(part.entity, []))
        if part.is_rest and not held:
            return None
        key = f"{list_path}:{part.kind}" if part.kind else list_path
        is_spoken = any(place == key or place.startswith(f"{key}/") for place in self.spoken)
        return RecordList(
            path=list_path,
            key=key,
            records=tuple(self.record(part, list_path, trees, one, number) for number, one in enumerate(held, 1)),
            may_add=len(held) < part.most,
            new={part.of.type_element: part.kind} if part.of and part.kind else {},
            folded=not held and not is_spoken and part.fixed["used"] == NOT_USED,
            **part.fixed,
        )

    def record(self, part: ListPart, list_path: str, trees: Trees, record: Document, number: int) -> FormRecord:
        """One record of a list. Within a list that is not used itself nothing is folded away."""
        path = f"{list_path}/{record[ID]}"
        is_open = part.fixed["used"] == NOT_USED or part.is_rest
        items = tuple(self.items(part.parts, path, (*trees, record), open=is_open))
        return FormRecord(path, record[ID], f"{str(part.fixed['singular']).capitalize()} {number}", items)


def _records(part: ListPart, held: list[Document]) -> list[Document]:
    """The records that a list shows, of those that the document holds."""
    if part.of is None:
        return held
    if part.kind:
        return [one for one in held if one.get(part.of.type_element) == part.kind]
    standing = {one[ID] for records in boxed(held, part.of).values() for one in records}
    return [one for one in held if one[ID] not in standing and not _is_dated(one, part)]


def _is_dated(record: Document, part: ListPart) -> bool:
    kind = part.of.types.get(record.get(part.of.type_element, "")) if part.of else None
    return kind is not None and kind.dated


def _down(tree: Document, path: str, above: tuple[str, ...]) -> tuple[Document, str]:
    """The entity within a record that holds a part, and its path."""
    for step in above:
        tree, path = tree.get(step, {}), f"{path}/{step}"
    return tree, path
