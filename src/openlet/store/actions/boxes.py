"""The provider specified boxes A to D of an aim: position carries no meaning, and foreign text is left alone (A.2)."""

from collections.abc import Callable

from openlet.spec.codes import codes
from openlet.spec.layout import entity
from openlet.spec.years import Year
from openlet.store.actions.subject import Subject
from openlet.store.documents import ID, Document, Operation, new_id

BOXES, LETTER, TEXT = "ProviderSpecDeliveryMonitoring", "ProvSpecDelMonOccur", "ProvSpecDelMon"


def letters(year: Year) -> list[str]:
    """The letters of the boxes that an aim has."""
    return [code.code for code in codes(LETTER, year).values()]


def filled(year: Year, *texts: str) -> list[Document]:
    """The boxes of a new aim with these texts, from A on. There must be no more texts than boxes."""
    return [{ID: new_id(), LETTER: letter, TEXT: text} for letter, text in zip(letters(year), texts, strict=False)]


def written(bootcamp: Subject, text: str, replaces: Callable[[str], object]) -> list[Operation] | None:
    """The steps that leave one box with this text, and none with another that it ``replaces``; None if none is free.

    The first text that is replaced gives up its box; otherwise a box without text is taken, otherwise a new one.
    """
    held: list[Document] = bootcamp.tree.get(BOXES, [])
    old = [box for box in held if replaces(_text(box))]
    if old:
        first = next((box for box in old if _text(box) == text), old[0])
        others = [box for box in old if box is not first]
        return [*_set(bootcamp, first, text), *(_removed(bootcamp, box) for box in reversed(others))]
    blank = next((box for box in held if not _text(box) and box.get(LETTER)), None)
    if blank is not None:
        return _set(bootcamp, blank, text)
    letter = _free_letter(held, bootcamp.year)
    if letter is None:
        return None
    box = {ID: new_id(), LETTER: letter, TEXT: text}
    return [Operation("add", f"{bootcamp.path}/{BOXES}/{box[ID]}", new=box)]


def has_room(bootcamp: Subject, replaces: Callable[[str], object]) -> bool:
    """Whether a text that replaces such texts finds a box."""
    return written(bootcamp, "", replaces) is not None


def _set(bootcamp: Subject, box: Document, text: str) -> list[Operation]:
    old = box.get(TEXT) or None
    place = f"{bootcamp.path}/{BOXES}/{box[ID]}/{TEXT}"
    return [] if old == text else [Operation("set", place, old=old, new=text)]


def _removed(bootcamp: Subject, box: Document) -> Operation:
    position = bootcamp.tree[BOXES].index(box)
    return Operation("remove", f"{bootcamp.path}/{BOXES}/{box[ID]}", old=box, position=position)


def _free_letter(held: list[Document], year: Year) -> str | None:
    found = entity(year, BOXES)
    assert found is not None
    if len(held) >= found.max_occurs:
        return None
    used = {str(box.get(LETTER, "")).strip().upper() for box in held}
    return next((letter for letter in letters(year) if letter not in used), None)


def _text(box: Document) -> str:
    return str(box.get(TEXT, "")).strip()
