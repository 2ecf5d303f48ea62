"""Two documents of one learner held against each other: which records are the same, and what differs.

A file knows nothing of the ``_id`` of our records. Where it speaks of a record that is kept already, the record keeps
its ``_id``, so that links to it, its history and undo go on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from openlet.spec.layout import Entity, Field, layout
from openlet.spec.years import Year
from openlet.store.documents import DESTINATIONS, ID, LEARNER, Document, without_ids

Records = list[Document]


@dataclass(frozen=True, slots=True)
class Difference:
    """One place at which two documents differ; ``path`` is that of an element, of a record, or of a list.

    ``old`` and ``new`` are texts, or the tree of a record that only one of them has. None: not there. Both are None
    for a list whose records only stand in another order.
    """

    path: str
    old: str | Document | None
    new: str | Document | None


def with_ids_of(old: Document, new: Document, year: Year) -> Document:
    """The new document, each record with the ``_id`` of the old record that it is about."""
    tops = _tops(year)
    made = dict(new)
    if LEARNER in new:
        made[LEARNER] = _alike(tops[LEARNER], old.get(LEARNER, {}), new[LEARNER])
    if DESTINATIONS in new:
        made[DESTINATIONS] = _alike_list(tops[DESTINATIONS], old.get(DESTINATIONS, []), new[DESTINATIONS])
    return made


def differences(old: Document, new: Document, year: Year) -> list[Difference]:
    """What differs, in the order of a file. Records are the same where their ``_id`` is."""
    tops = _tops(year)
    found = list(_in_entity(tops[LEARNER], old.get(LEARNER, {}), new.get(LEARNER, {}), LEARNER))
    if DESTINATIONS in tops:
        found += _in_list(tops[DESTINATIONS], old.get(DESTINATIONS, []), new.get(DESTINATIONS, []), DESTINATIONS)
    return found


def _tops(year: Year) -> dict[str, Entity]:
    return {entity.name: entity for entity in layout(year).entities()}


def _alike(entity: Entity, old: Document, new: Document) -> Document:
    made = dict(new)
    for child in entity.entities():
        if child.name not in new:
            continue
        if child.max_occurs > 1:
            made[child.name] = _alike_list(child, old.get(child.name, []), new[child.name])
        else:
            made[child.name] = _alike(child, old.get(child.name, {}), new[child.name])
    return made


def _alike_list(entity: Entity, old: Records, new: Records) -> Records:
    return [
        one if same is None else _alike(entity, same, one) | {ID: same[ID]}
        for one, same in zip(new, _same_records(entity, old, new), strict=True)
    ]


def _same_records(entity: Entity, old: Records, new: Records) -> list[Document | None]:
    """Of each new record the old one that it is about: the one that says the same, else the most alike of its kind."""
    left = list(old)
    found: list[Document | None] = []
    for one in new:
        same = next((other for other in left if without_ids(other) == without_ids(one)), None)
        if same is not None:
            left.remove(same)
        found.append(same)
    pairs = [
        (-_likeness(entity, other, one), at, left.index(other))
        for at, one in enumerate(new)
        if found[at] is None
        for other in left
        if _is_one_kind(entity, other, one)
    ]
    rest: list[Document | None] = list(left)
    for _, at, which in sorted(pairs):
        if found[at] is None and rest[which] is not None:
            found[at], rest[which] = rest[which], None
    return found


def _is_one_kind(entity: Entity, old: Document, new: Document) -> bool:
    """Whether both have the same first element: the reference of an aim, the type of a code, a status."""
    first = next(entity.fields(), None)
    return first is None or old.get(first.element) == new.get(first.element)


def _likeness(entity: Entity, old: Document, new: Document) -> int:
    """How many elements and records below are the same."""
    names = (child.element if isinstance(child, Field) else child.name for child in entity.children)
    return sum(name in new and without_ids(old.get(name)) == without_ids(new[name]) for name in names)


def _in_entity(entity: Entity, old: Document, new: Document, path: str) -> Iterable[Difference]:
    for child in entity.children:
        if isinstance(child, Field):
            before, after = old.get(child.element) or None, new.get(child.element) or None
            if before != after:
                yield Difference(f"{path}/{child.element}", before, after)
        elif child.max_occurs > 1:
            yield from _in_list(child, old.get(child.name, []), new.get(child.name, []), f"{path}/{child.name}")
        else:
            yield from _in_entity(child, old.get(child.name, {}), new.get(child.name, {}), f"{path}/{child.name}")


def _in_list(entity: Entity, old: Records, new: Records, path: str) -> Iterable[Difference]:
    before, after = _by_id(old), _by_id(new)
    for key, one in before.items():
        if key not in after:
            yield Difference(f"{path}/{key}", one, None)
    for key, one in after.items():
        if key in before:
            yield from _in_entity(entity, before[key], one, f"{path}/{key}")
        else:
            yield Difference(f"{path}/{key}", None, one)
    if [key for key in before if key in after] != [key for key in after if key in before]:
        yield Difference(path, None, None)


def _by_id(records: Records) -> dict[Any, Document]:
    return {one[ID]: one for one in records}
