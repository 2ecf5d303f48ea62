"""The document of a learner: a tree of texts with the ILR's element names.

``{"Learner": {...}, "LearnerDestinationandProgression": [{...}]}``: an element with a value is its text as it was typed
or found, an entity that may repeat is a list, any other entity a tree of its own. Every record of a list has an
``_id`` that never changes. What is absent is not there. The order of an ILR file is never taken from a document.

A path goes from the top to one place: ``Learner/FamilyName``, ``Learner/LearnerHE/UCASPERID``,
``Learner/LearningDelivery/<_id>/LearnStartDate``. Operations are the only way in which a document changes.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from openlet.ilr.reading import LONGEST_VALUE
from openlet.ilr.records import RECORDS, Learner, LearnerDestinationandProgression, Record
from openlet.ilr.writing import NOT_IN_XML
from openlet.spec.layout import Entity, Field, layout, text_of
from openlet.spec.layout import entity as entity_of
from openlet.spec.years import Year
from openlet.store.refusals import Gone, NotDone

Document = dict[str, Any]
Top = Learner | LearnerDestinationandProgression

ID = "_id"
LEARNER = "Learner"
DESTINATIONS = "LearnerDestinationandProgression"


@dataclass(frozen=True, slots=True)
class Operation:
    """One change: ``set`` a value, ``add`` or ``remove`` a record, ``replace`` the whole document.

    ``old`` and ``new`` are texts, records or documents, None where there is nothing. Other actions (``delete``, ...)
    concern the learner as a whole and leave the document as it is.
    """

    action: str
    path: str = ""
    old: Any = None
    new: Any = None
    position: int | None = None


class Damaged(NotDone):
    """A document that is not one of its year."""


# Between documents and records.


def tree_of(record: Record, year: Year) -> Document:
    """The tree of a record and of all below it, each record of a list with an ``_id`` of its own."""
    return _tree(_named(type(record).__name__, year), record)


def records_of(document: Document, year: Year) -> list[Top]:
    """The records of a document, as the reader would have made them: learner first, then destinations."""
    tops = {entity.name: entity for entity in layout(year).entities()}
    made: list[Any] = []
    if document.get(LEARNER):
        made.append(record_of(tops[LEARNER], document[LEARNER]))
    made += [record_of(tops[DESTINATIONS], tree) for tree in document.get(DESTINATIONS, ())]
    return made


def record_of(entity: Entity, tree: Document) -> Record:
    """The record of an entity from its tree."""
    record = RECORDS[entity.name]()
    for child in entity.children:
        if isinstance(child, Field):
            if tree.get(child.element):
                _read(record, child, tree[child.element])
        elif child.max_occurs > 1:
            setattr(record, child.name, [record_of(child, below) for below in tree.get(child.name, ())])
        elif child.name in tree:
            setattr(record, child.name, record_of(child, tree[child.name]))
    return record


def _read(record: Record, field: Field, text: str) -> None:
    reading = field.read(text)
    if reading.fault is not None or reading.value is None or text_of(reading.value) != text:
        record.raw = record.raw or {}
        record.raw[field.element] = text
    setattr(record, field.element, reading.value)


def _tree(entity: Entity, record: Record) -> Document:
    tree: Document = {}
    for child in entity.children:
        if isinstance(child, Field):
            text = _text(record, child)
            if text:
                tree[child.element] = text
            continue
        held = getattr(record, child.name)
        if child.max_occurs > 1:
            below = [made for made in (_tree(child, one) for one in held or ()) if made]
            if below:
                tree[child.name] = [{ID: new_id()} | made for made in below]
        elif held is not None and (made := _tree(child, held)):
            tree[child.name] = made
    return tree


def _text(record: Record, field: Field) -> str:
    """The text as it was found, unless the value was changed since."""
    value = getattr(record, field.element)
    raw = (record.raw or {}).get(field.element)
    if raw is not None and (value is None or field.read(raw).value == value):
        return raw
    return "" if value is None else text_of(value)


def new_id() -> str:
    """An ``_id`` that no record had before."""
    return secrets.token_hex(8)


def with_ids(tree: Document) -> Document:
    """A tree in which each record of a list has an ``_id``; those that have one keep it."""
    made = {name: with_ids(held) if isinstance(held, dict) else held for name, held in tree.items()}
    return made | {
        name: [{ID: new_id()} | with_ids(one) for one in held] for name, held in made.items() if isinstance(held, list)
    }


def without_ids(tree: Any) -> Any:
    """What a tree says, without the ``_id``: two documents that say the same give the same file."""
    if isinstance(tree, list):
        return [said for said in (without_ids(one) for one in tree) if said]
    if isinstance(tree, dict):
        return {name: said for name, held in tree.items() if name != ID and (said := without_ids(held))}
    return tree


def says_something(tree: Any) -> bool:
    """Whether a tree holds any text besides the ``_id``."""
    if isinstance(tree, dict):
        return any(name != ID and says_something(held) for name, held in tree.items())
    return any(map(says_something, tree)) if isinstance(tree, list) else bool(tree)


def checked(document: Any, year: Year) -> Document:
    """The document itself, when each name in it belongs to the year. Raises ``Damaged``."""
    tops = {entity.name: entity for entity in layout(year).entities()}
    if not isinstance(document, dict) or not document.keys() <= {LEARNER, DESTINATIONS} & tops.keys():
        raise _damaged(year)
    if LEARNER in document:
        _check(tops[LEARNER], document[LEARNER], year, False)
    _check_list(tops.get(DESTINATIONS), document.get(DESTINATIONS, []), year)
    return dict(document)


def checked_record(path: str, tree: Any, year: Year) -> Document:
    """A record to be added at the path of a list, with an ``_id`` for each record. Raises ``NotDone``."""
    made = {ID: new_id()} | with_ids(tree)
    _check(_list_entity(path, year), made, year, True)
    for text in _texts(made):
        refuse_what_no_file_can_hold(text)
    return made


def _check(entity: Entity, tree: Any, year: Year, in_list: bool) -> None:
    if not isinstance(tree, dict) or (ID in tree) != in_list:
        raise _damaged(year)
    children = {child.element if isinstance(child, Field) else child.name: child for child in entity.children}
    for name, held in tree.items():
        child = children.get(name)
        if name == ID or isinstance(child, Field):
            if not isinstance(held, str):
                raise _damaged(year)
        elif child is None:
            raise _damaged(year)
        elif child.max_occurs > 1:
            _check_list(child, held, year)
        else:
            _check(child, held, year, False)


def _check_list(entity: Entity | None, held: Any, year: Year) -> None:
    if not isinstance(held, list) or (held and entity is None):
        raise _damaged(year)
    for one in held:
        _check(entity, one, year, True)  # type: ignore[arg-type]
    if len({one[ID] for one in held}) < len(held):
        raise _damaged(year)


def _damaged(year: Year) -> Damaged:
    return Damaged(f"The record does not have the shape of the ILR of {year}. Restore the learner from a snapshot.")


def _texts(tree: Any) -> Iterable[str]:
    if isinstance(tree, str):
        yield tree
    for held in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from _texts(held)


def refuse_what_no_file_can_hold(text: str) -> None:
    """Refuse a text that no XML file can hold, or that is far too long. Raises ``NotDone``."""
    if NOT_IN_XML.search(text):
        raise NotDone("The text holds a control character that no ILR file can carry. Type it again without it.")
    if len(text) > LONGEST_VALUE:
        raise NotDone(f"The text is longer than {LONGEST_VALUE:,} characters. Enter a shorter one.")


# Places.


def text_at(document: Document, path: str, year: Year) -> str:
    """The text at the path of a field, "" where there is none. Raises ``Gone``, or ``NotDone`` for a wrong path."""
    above, element = _field_path(path, year)
    tree = _find(document, above, path, year)
    return "" if tree is None else str(tree.get(element, ""))


def list_at(document: Document, path: str, year: Year) -> list[Document]:
    """The records of the list at a path, none where there is no list. Raises ``Gone``, ``NotDone`` for a wrong path."""
    return list(_list(document, path, year))


def record_at(document: Document, path: str, year: Year) -> tuple[Document, int]:
    """The record at a path that ends with its ``_id``, and its position. Raises ``Gone``."""
    upper, _, wanted = path.rpartition("/")
    held = _list(document, upper, year)
    for position, one in enumerate(held):
        if one[ID] == wanted:
            return one, position
    raise _gone(path)


def apply(document: Document, operation: Operation, year: Year) -> Document:
    """Do an operation, changing the document given, and return it. Raises ``Gone``."""
    if operation.action == "replace":
        return dict(copy(operation.new))
    if operation.action == "set":
        _set(document, operation.path, operation.new or "", year)
    elif operation.action == "add":
        upper = operation.path.rpartition("/")[0]
        held = _list(document, upper, year, make=True)
        held.insert(len(held) if operation.position is None else operation.position, copy(operation.new))
    elif operation.action == "remove":
        _remove(document, operation.path, year)
    return document


def replay(operations: Iterable[Operation], year: Year) -> Document:
    """The document that a learner's whole history makes."""
    document: Document = {}
    for operation in operations:
        document = apply(document, operation, year)
    return document


def copy(tree: Any) -> Any:
    """A tree of its own."""
    if isinstance(tree, dict):
        return {name: copy(held) for name, held in tree.items()}
    return [copy(one) for one in tree] if isinstance(tree, list) else tree


def _set(document: Document, path: str, text: str, year: Year) -> None:
    above, element = _field_path(path, year)
    tree = _find(document, above, path, year, make=bool(text))
    if tree is None:
        return
    if text:
        tree[element] = text
    else:
        tree.pop(element, None)
        _prune(document, above)


def _remove(document: Document, path: str, year: Year) -> None:
    _, position = record_at(document, path, year)
    upper = path.rpartition("/")[0]
    del _list(document, upper, year)[position]
    steps = upper.split("/")
    tree = _find(document, steps[:-1], path, year)
    if tree is not None and not tree[steps[-1]]:
        del tree[steps[-1]]
        _prune(document, steps[:-1])


def _prune(document: Document, steps: list[str]) -> None:
    """Drop an entity that does not repeat and has nothing left in it."""
    if steps and steps[-1] in RECORDS:
        upper: Any = document
        for step in steps[:-1]:
            upper = next(one for one in upper if one[ID] == step) if isinstance(upper, list) else upper[step]
        if not upper[steps[-1]]:
            del upper[steps[-1]]


def _field_path(path: str, year: Year) -> tuple[list[str], str]:
    *above, element = path.split("/")
    entity = _entity_at(above, path, year)
    if entity.name == "Message" or not any(field.element == element for field in entity.fields()):
        raise _no_such_place(path, year)
    return above, element


def _list_entity(path: str, year: Year) -> Entity:
    *above, name = path.split("/")
    found = _child(_entity_at(above, path, year), name)
    if found is None or not _repeats(found):
        raise _no_such_place(path, year)
    return found


def _list(document: Document, path: str, year: Year, make: bool = False) -> list[Document]:
    _list_entity(path, year)
    *above, name = path.split("/")
    tree = _find(document, above, path, year, make)
    if tree is None:
        return []
    held: list[Document] = tree.setdefault(name, []) if make else tree.get(name, [])
    return held


def _entity_at(steps: list[str], path: str, year: Year) -> Entity:
    """The entity that steps lead to, whatever the document."""
    entity, position = layout(year), 0
    while position < len(steps):
        below = _child(entity, steps[position])
        if below is None:
            raise _no_such_place(path, year)
        position += 2 if _repeats(below) else 1
        entity = below
    if position > len(steps):
        raise _no_such_place(path, year)
    return entity


def _find(document: Document, steps: list[str], path: str, year: Year, make: bool = False) -> Document | None:
    """The tree that steps lead to; None where an entity on the way is absent and not to be made."""
    _entity_at(steps, path, year)
    tree: Any = document
    for step in steps:
        if isinstance(tree, list):
            tree = next((one for one in tree if one[ID] == step), None)
            if tree is None:
                raise _gone(path)
        elif step in tree:
            tree = tree[step]
        elif _repeats(_named(step, year)):
            raise _gone(path)
        elif make:
            tree = tree.setdefault(step, {})
        else:
            return None
    return tree  # type: ignore[no-any-return]


def _named(name: str, year: Year) -> Entity:
    found = entity_of(year, name)
    assert found is not None
    return found


def _child(entity: Entity, name: str) -> Entity | None:
    if entity.name == "Message" and name not in (LEARNER, DESTINATIONS):
        return None
    return next((child for child in entity.entities() if child.name == name), None)


def _repeats(entity: Entity) -> bool:
    return entity.max_occurs > 1 and entity.name != LEARNER


def _gone(path: str) -> Gone:
    name = next((step for step in reversed(path.split("/")) if step in RECORDS), "record")
    return Gone(f"That {name} is not there any more: somebody removed it. Open the learner again to see what stands.")


def _no_such_place(path: str, year: Year) -> NotDone:
    named = "/".join(step for step in path.split("/") if step.isidentifier())
    return NotDone(f"{named} is not a place in the ILR of {year}. Name an element of that year.")
