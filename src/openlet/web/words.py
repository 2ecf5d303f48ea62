"""Places and values of a learner's record in words, as history and previews show them."""

from typing import Any

from openlet.spec.layout import Entity, Field, layout
from openlet.spec.screens import label_for
from openlet.spec.slots import typed_list
from openlet.spec.years import Year
from openlet.store.comparing import Difference
from openlet.store.documents import DESTINATIONS, ID, LEARNER, Document
from openlet.store.models import Change
from openlet.web.forms.typed import asked_of, type_element
from openlet.web.jinja import day

SHOWN_OF_A_RECORD = 6  # values of a record that was added or removed
Words = dict[str, str]
ACTIONS = {
    "delete": "Learner deleted",
    "undelete": "Learner brought back",
    "dont_export": "Don't export",
}


def difference_in_words(one: Difference, year: Year, *documents: Document) -> Words:
    """A difference as place, old and new; ``documents`` are searched for the records that the path names."""
    if one.old is None and one.new is None:
        return {"place": f"{_place(one.path, year, documents)}: order", "old": "", "new": "in another order"}
    return {
        "place": _place(one.path, year, documents),
        "old": _value(one.path, one.old, year, documents),
        "new": _value(one.path, one.new, year, documents),
    }


def change_in_words(change: Change, year: Year, *documents: Document) -> Words:
    """A change of the log as place, old and new."""
    if change.action == "dont_export":
        return {"place": ACTIONS["dont_export"], "old": _tick(change.old), "new": _tick(change.new)}
    if change.action in ACTIONS:
        return {"place": ACTIONS[change.action], "old": "", "new": ""}
    if change.action == "replace":
        return {"place": "Learner added" if change.version == 1 else "Record replaced", "old": "", "new": ""}
    held = [{}, *documents]
    for tree in (change.old, change.new):
        if isinstance(tree, dict):  # the record itself is named by what it holds
            held.append(_document_of(change.path, tree))
    return {
        "place": _place(change.path, year, held),
        "old": _value(change.path, change.old, year, held),
        "new": _value(change.path, change.new, year, held),
    }


def value_in_words(path: str, now: Any, wanted: Any, year: Year, document: Document) -> Words:
    """A place with the value that stands there and the one that was wanted instead."""
    documents = (document,)
    return {
        "place": _place(path, year, documents),
        "now": _value(path, now, year, documents),
        "wanted": _value(path, wanted, year, documents),
    }


def name_in(document: Document) -> str:
    """A learner's name as it stands in lists: Smith, Ann."""
    tree = document.get(LEARNER, {})
    return ", ".join(text for text in (tree.get("FamilyName"), tree.get("GivenNames")) if text)


def _tick(value: Any) -> str:
    return "ticked" if value else "not ticked"


def _document_of(path: str, tree: Document) -> Document:
    """A document with nothing in it but one record, at its place."""
    made: Any = tree
    for step in reversed(path.split("/")):
        made = [made | {ID: step}] if not step[:1].isupper() else {step: made}
    return dict(made)


def _place(path: str, year: Year, documents: Any) -> str:
    """The place in words: Learning delivery Z0020001, Funding and monitoring DAM, Code."""
    words: list[str] = []
    entity: Entity = layout(year)
    found = list(documents)
    steps = path.split("/")
    at = 0
    while at < len(steps):
        step = steps[at]
        child = _child(entity, step)
        if isinstance(child, Field) and not _is_value_of_type(entity.name, child.element, year):
            words.append(_label(entity.name, child.element, child.title))
        if not isinstance(child, Entity):
            break
        found = [tree[step] for tree in found if isinstance(tree, dict) and step in tree]
        key = steps[at + 1] if child.max_occurs > 1 and step != LEARNER and at + 1 < len(steps) else ""
        if key:
            found = [one for held in found if isinstance(held, list) for one in held if one.get(ID) == key]
        if step != LEARNER or at + 1 == len(steps):
            words.append(f"{_label(child.name, '', child.title)} {_name(child, found, year) if key else ''}".strip())
        at += 2 if key else 1
        entity = child
    return ", ".join(words)


def _is_value_of_type(entity: str, element: str, year: Year) -> bool:
    """Whether the record's name says it already: the code of a typed list."""
    typed = typed_list(entity, year)
    return typed is not None and element == typed.value_element


def _child(entity: Entity, name: str) -> "Entity | Field | None":
    for child in entity.children:
        if (child.element if isinstance(child, Field) else child.name) == name:
            return child
    return None


def _label(entity: str, element: str, title: str) -> str:
    found = label_for(entity, element)
    return found.label if found else title


def _name(entity: Entity, found: list[Document], year: Year) -> str:
    """What tells a record from its like: the type of a code, the reference of an aim, else its first value."""
    if not found or entity.name == DESTINATIONS:
        return ""
    typed = typed_list(entity.name, year)
    first = typed.type_element if typed else next((field.element for field in entity.fields()), "")
    return str(found[0].get(first, ""))


def _value(path: str, value: Any, year: Year, documents: Any) -> str:
    """A value or a whole record in words; "" for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, dict):
        return _record(path, value, year)
    above, _, element = path.rpartition("/")
    entity = next((step for step in reversed(above.split("/")) if step[:1].isupper()), "")
    record = _record_at(above, documents)
    return _text(entity, element, str(value), record, year)


def _text(entity: str, element: str, text: str, record: Document, year: Year) -> str:
    decides = type_element(entity, element, year)
    asked = asked_of(entity, element, (record.get(decides) or None) if decides else None, year)
    if asked.field.data_type == "date":
        return day(text)
    label = asked.codes.get(text)
    return f"{text} ({label})" if label else text


def _record(path: str, tree: Document, year: Year) -> str:
    """A record as the first of its values, in the order of a file."""
    name = next((step for step in reversed(path.split("/")) if step[:1].isupper()), "")
    entity = next((one for one in layout(year).walk() if one.name == name), None)
    if entity is None:
        return ""
    typed = typed_list(name, year)
    held = []
    for field in entity.fields():
        text = tree.get(field.element)
        if typed and field.element == typed.type_element:
            continue
        if text and typed and field.element == typed.value_element:
            kind = tree.get(typed.type_element, "")
            held.append(f"{kind} {_text(name, field.element, text, tree, year)}".strip())
        elif text:
            held.append(f"{_label(name, field.element, field.title)} {_text(name, field.element, text, tree, year)}")
    more = len(held) - SHOWN_OF_A_RECORD
    below = sum(len(tree[child.name]) for child in entity.entities() if isinstance(tree.get(child.name), list))
    said = "; ".join(held[:SHOWN_OF_A_RECORD]) or "nothing filled in"
    said += f"; and {more} more" if more > 0 else ""
    return said + (f"; with {below} record{'s' if below != 1 else ''} below it" if below else "")


def _record_at(path: str, documents: Any) -> Document:
    for document in documents:
        tree: Any = document
        for step in path.split("/"):
            if isinstance(tree, list):
                tree = next((one for one in tree if one.get(ID) == step), None)
            else:
                tree = tree.get(step) if isinstance(tree, dict) else None
        if isinstance(tree, dict):
            return tree
    return {}
