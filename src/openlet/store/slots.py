"""The boxes of typed lists in a document: DAM 1 to 6, SOF, provider specified A to D.

The path of a box is the list's path, the type and a number from 1: ``.../LearningDeliveryFAM:DAM:2`` is the second DAM
of that aim. A record stands in a box when it holds a type of the year that carries no dates, a value, and nothing else;
the records of a type fill its boxes from the first, in the order of the document. So a value typed into box 3 while
box 2 is empty stands in box 2 from then on.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from openlet.spec.slots import TypedList, typed_list
from openlet.spec.years import Year
from openlet.store.documents import ID, Document, Operation, apply, list_at, new_id, text_at
from openlet.store.refusals import NotDone

_SLOT = re.compile(r"(?P<list>[^:]+):(?P<kind>[^:/]+):(?P<number>[1-9][0-9]{0,2})")


class Slot(NamedTuple):
    """One box: the path of its list, its typed list, its type, and its number from 1."""

    list_path: str
    of: TypedList
    kind: str
    number: int


def slot_at(path: str, year: Year) -> Slot | None:
    """The box at a path; None for the path of a field. Raises ``NotDone`` for a box that the year does not have."""
    if ":" not in path:
        return None
    matched = _SLOT.fullmatch(path)
    of = typed_list(matched["list"].rpartition("/")[2], year) if matched else None
    kind = of.types.get(matched["kind"]) if matched and of else None
    if not matched or not of or kind is None or kind.dated:
        raise NotDone(f"{path.rpartition('/')[2]} is not a box in the ILR of {year}. Name a type of that year.")
    return Slot(matched["list"], of, kind.code, int(matched["number"]))


def boxed(records: Iterable[Document], of: TypedList) -> dict[str, list[Document]]:
    """The records that stand in boxes, by type."""
    found: dict[str, list[Document]] = {}
    for record in records:
        kind = of.types.get(record.get(of.type_element, ""))
        if kind is not None and not kind.dated and is_plain(record, of):
            found.setdefault(kind.code, []).append(record)
    return found


def is_plain(record: Document, of: TypedList) -> bool:
    """Whether a record holds a type and a value and nothing else."""
    said = {name for name, held in record.items() if name != ID and held}
    return said == {of.type_element, of.value_element}


def standing(document: Document, slot: Slot, year: Year) -> list[Document]:
    """The records of a box's type that stand in boxes, first box first. Raises ``Gone``."""
    return boxed(list_at(document, slot.list_path, year), slot.of).get(slot.kind, [])


def text_in(records: list[Document], slot: Slot) -> str:
    """The text in a box, "" where it is empty."""
    return str(records[slot.number - 1][slot.of.value_element]) if slot.number <= len(records) else ""


def text_at_place(document: Document, path: str, year: Year) -> str:
    """The text at the path of a field or of a box, "" where there is none. Raises ``Gone``, ``NotDone``."""
    slot = slot_at(path, year)
    return text_at(document, path, year) if slot is None else text_in(standing(document, slot, year), slot)


def with_text(document: Document, path: str, text: str, year: Year) -> Document:
    """The document, changed, with a text at the path of a field or of a box; an empty text takes what is there away.

    A box beyond those that are filled is the next free one. Raises ``Gone``, ``NotDone``.
    """
    slot = slot_at(path, year)
    if slot is None:
        return apply(document, Operation("set", path, new=text or None), year)
    records = standing(document, slot, year)
    held = records[slot.number - 1] if slot.number <= len(records) else None
    if held is not None:
        place = f"{slot.list_path}/{held[ID]}"
        if not text:
            return apply(document, Operation("remove", place), year)
        return apply(document, Operation("set", f"{place}/{slot.of.value_element}", new=text), year)
    if not text:
        return document
    made = {ID: new_id(), slot.of.type_element: slot.kind, slot.of.value_element: text}
    return apply(document, Operation("add", f"{slot.list_path}/{made[ID]}", new=made), year)


def with_texts(document: Document, texts: Mapping[str, str], year: Year) -> Document:
    """The document, changed, with the texts of a whole form at their paths; the boxes of a type close their gaps."""
    boxes: dict[str, list[str]] = {}
    for path, text in texts.items():
        if slot_at(path, year) is None:
            document = with_text(document, path, text, year)
        else:
            boxes.setdefault(path.rpartition(":")[0], []).append(text)
    for key, listed in boxes.items():
        filled = [text for text in listed if text]
        for number, text in enumerate(filled, 1):
            document = with_text(document, f"{key}:{number}", text, year)
        slot = slot_at(f"{key}:1", year)
        for number in range(len(standing(document, slot, year)) if slot else 0, len(filled), -1):
            document = with_text(document, f"{key}:{number}", "", year)
    return document
