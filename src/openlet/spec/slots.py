"""The typed lists of the ILR: entities whose records are a type and a value, such as DAM and 023.

On a screen each type has its boxes. How many, and which types carry dates and are therefore lists of records instead,
is data: ``slots.csv``, and the types' own code list of the year.
"""

from dataclasses import dataclass
from functools import cache

from openlet.spec.codes import codes
from openlet.spec.layout import entity
from openlet.spec.tables import all_rows
from openlet.spec.years import Year


@dataclass(frozen=True, slots=True)
class SlotType:
    """One type of a typed list in a year. ``boxes`` is None where the ILR sets no limit; a dated type has no boxes."""

    code: str
    label: str
    boxes: int | None
    dated: bool


@dataclass(frozen=True, slots=True)
class TypedList:
    """A typed list in a year, with its types by code, in the order of the code list."""

    entity: str
    type_element: str
    value_element: str
    types: dict[str, SlotType]

    def in_boxes(self) -> tuple[SlotType, ...]:
        """The types whose values stand in boxes."""
        return tuple(kind for kind in self.types.values() if not kind.dated)


@cache
def typed_list(name: str, year: Year) -> TypedList | None:
    """The typed list of that entity, or None where the entity is not one or the year does not have it."""
    row = next((row for row in all_rows("slots.csv") if row["entity"] == name), None)
    if row is None or entity(year, name) is None:
        return None
    dated = row["dated_types"].split()
    usual = int(row["boxes"]) if row["boxes"] else None
    types = {
        one.code: SlotType(one.code, one.label, one.max_occurs or usual, one.code in dated)
        for (_, code), one in codes(row["type_element"], year).items()
        if code
    }
    return TypedList(name, row["type_element"], row["value_element"], types)
