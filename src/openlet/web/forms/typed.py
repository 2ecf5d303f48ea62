"""What the box at a place of a document asks for; what is typed into it is understood by ``openlet.exchange.typed``."""

from openlet.exchange.typed import Asked, asked_of, canonical, read_as, shown, stripped, type_element
from openlet.spec.layout import entity as entity_of
from openlet.spec.years import Year
from openlet.store.documents import Document, text_at
from openlet.store.slots import slot_at

__all__ = ["Asked", "asked", "asked_of", "canonical", "read_as", "shown", "stripped", "type_element"]


def asked(document: Document, path: str, year: Year) -> Asked:
    """What the box at the path of a field or a slot asks for. Raises ``Gone``, ``NotDone``."""
    slot = slot_at(path, year)
    if slot is not None:
        return asked_of(slot.of.entity, slot.of.value_element, slot.kind, year)
    text_at(document, path, year)
    *above, element = path.split("/")
    entity = next(step for step in reversed(above) if entity_of(year, step) is not None)
    decides = type_element(entity, element, year)
    kind = text_at(document, "/".join([*above, decides]), year) if decides else None
    return asked_of(entity, element, kind or None, year)
