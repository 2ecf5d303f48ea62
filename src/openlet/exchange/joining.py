"""Put what a sheet says of a learner onto what is there: empty cells change nothing, records meet by their keys.

Trees are those of the store's documents: texts, trees and lists by ILR name. Names that begin with ``_`` are no data:
``_id`` is the store's and stays, ``AT`` is the number of a box or a record within its sheet and goes in the end.
"""

from collections.abc import Callable
from typing import Any

from openlet.exchange.columns import AIM, DESTINATION, LEARNER
from openlet.spec.keys import key_of
from openlet.spec.layout import Entity, Field, layout
from openlet.spec.slots import typed_list
from openlet.spec.years import Year

Tree = dict[str, Any]
Clash = Callable[[Tree, str], None]  # told the new record and the element that says something else than before

AT = "_at"
NUMBER = "AimSeqNumber"
OTHER_KEY_OF_AIM = ("LearnAimRef", "LearnStartDate")


def joined(entity: Entity, old: Tree, new: Tree, year: Year, clash: Clash | None = None) -> Tree:
    """What is there with what is new on top. With ``clash`` what is there stays where both differ, and that is told."""
    made = dict(old)
    for child in entity.children:
        if isinstance(child, Field):
            text, before = new.get(child.element), old.get(child.element)
            if text and before and text != before and clash is not None:
                clash(new, child.element)
            elif text:
                made[child.element] = text
        elif child.name in new:
            if child.max_occurs > 1:
                made[child.name] = joined_list(child, old.get(child.name, []), new[child.name], year, clash)
            else:
                made[child.name] = joined(child, old.get(child.name, {}), new[child.name], year, clash)
    return made


def joined_list(entity: Entity, old: list[Tree], new: list[Tree], year: Year, clash: Clash | None = None) -> list[Tree]:
    """The records there and those that are new; one that says more of a record there is put onto it."""
    made = list(old)
    met: set[int] = set()
    for record in new:
        at = _position(entity, made, record, year, met)
        if at is None:
            at = len(made)
            made.append({AT: record[AT]} if AT in record else {})
        made[at] = joined(entity, made[at], record, year, clash)
        met.add(at)
    return made


def joined_document(old: Tree, new: Tree, year: Year) -> Tree:
    """A learner's document with what a sheet says of the learner on top; new aims get a number if they have none."""
    made = dict(old)
    for entity in layout(year).entities():
        if entity.name == LEARNER and LEARNER in new:
            made[LEARNER] = joined(entity, old.get(LEARNER, {}), new[LEARNER], year)
            if AIM in made[LEARNER]:
                made[LEARNER][AIM] = with_numbers(made[LEARNER][AIM])
        elif entity.name == DESTINATION and DESTINATION in new:
            made[DESTINATION] = joined_list(entity, old.get(DESTINATION, []), new[DESTINATION], year)
    return dict(cleaned(made))


def with_numbers(aims: list[Tree]) -> list[Tree]:
    """The aims, each new one without a number with the next one that is free."""
    last = max((int(one[NUMBER]) for one in aims if one.get(NUMBER, "").isdigit()), default=0)
    made = []
    for one in aims:
        if not one.get(NUMBER) and AT in one:
            last += 1
            one = one | {NUMBER: str(last)}
        made.append(one)
    return made


def cleaned(tree: Any) -> Any:
    """A tree without the marks of a sheet."""
    if isinstance(tree, list):
        return [cleaned(one) for one in tree]
    if isinstance(tree, dict):
        return {name: cleaned(held) for name, held in tree.items() if name != AT}
    return tree


def _position(entity: Entity, made: list[Tree], record: Tree, year: Year, met: set[int]) -> int | None:
    """Where the record stands that another speaks of, None where it is new."""
    typed = typed_list(entity.name, year)
    if typed is not None and not typed.types[record[typed.type_element]].dated:
        return _of_box(made, record, {typed.type_element, typed.value_element}, typed.type_element)
    if entity.name == DESTINATION:  # a learner has one
        return 0 if made else None
    key = key_of(entity.name)
    if any(record.get(element) for element in key):
        return _of_key(entity, made, record, key, met if entity.name == AIM else set())
    if entity.name == AIM:
        return _of_key(entity, made, record, OTHER_KEY_OF_AIM, met)
    return next(
        (
            at
            for at, one in enumerate(made)
            if not any(one.get(element) for element in key) and (one[AT] == record[AT] if AT in one else at not in met)
        ),
        None,
    )


def _of_box(made: list[Tree], record: Tree, plain: set[str], type_element: str) -> int | None:
    """The box of a typed list: of what is kept already the one of that number, of the same sheet the very same."""
    alike = [at for at, one in enumerate(made) if one.get(type_element) == record[type_element]]
    if any(AT in made[at] for at in alike):
        return next((at for at in alike if made[at].get(AT) == record[AT]), None)
    boxes = [at for at in alike if {name for name in made[at] if name[0] != "_"} == plain]
    return boxes[record[AT] - 1] if record[AT] <= len(boxes) else None


def _of_key(entity: Entity, made: list[Tree], record: Tree, key: tuple[str, ...], met: set[int]) -> int | None:
    wanted = _said(entity, record, key)
    if not any(wanted):
        return None
    return next((at for at, one in enumerate(made) if at not in met and _said(entity, one, key) == wanted), None)


def _said(entity: Entity, record: Tree, key: tuple[str, ...]) -> list[Any]:
    """What the elements of a key say, however it is written: 01 is 1."""
    texts = {field.element: record.get(field.element, "") for field in entity.fields() if field.element in key}
    read = {
        field.element: field.read(texts[field.element]).value for field in entity.fields() if texts.get(field.element)
    }
    return [read.get(element) or texts.get(element, "") for element in key]
