"""The boxes of typed lists in a document: DAM 1 to 6, SOF, provider specified A to D.

The path of a box is the list's path, the type and a number from 1: ``.../LearningDeliveryFAM:DAM:2`` is the second DAM
of that aim. A record stands in a box when it holds a type of the year that carries no dates, a value, and nothing else;
the records of a type fill its boxes from the first, in the order of the document. So a value typed into box 3 while
box 2 is empty stands in box 2 from then on.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from openlet.spec.slots import TypedList, typed_list
from openlet.spec.years import Year
from openlet.store.documents import ID, Document, list_at, text_at
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
