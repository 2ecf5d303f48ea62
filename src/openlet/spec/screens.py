"""How the fields of the ILR stand on the screens, as data: sections in the guide's order, labels, ways of writing."""

import re
from dataclasses import dataclass
from functools import cache

from openlet.spec.scheme import FOLDER, GuideField, guide_fields
from openlet.spec.slots import typed_list
from openlet.spec.tables import all_rows
from openlet.spec.years import Year

LAST = 1000  # after everything that the guide numbers
_ITEM = re.compile(r", items? ([0-9]+)")


@dataclass(frozen=True, slots=True)
class ScreenSection:
    """One section of a form. ``tab`` is the guide's name; ``holds`` names what has no tab in the guide and stands here:
    an entity, or an element as ``Learner.MathGrade``."""

    form: str
    key: str
    title: str
    tab: str
    holds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Label:
    """What a field or a list is called in plain words, and one record of a list."""

    label: str
    singular: str


@cache
def screen_sections() -> tuple[ScreenSection, ...]:
    """The sections of all forms, in order."""
    return tuple(
        ScreenSection(row["form"], row["key"], row["title"], row["tab"], frozenset(row["holds"].split()))
        for row in all_rows(f"{FOLDER}/sections.csv")
    )


def section_for(entities: tuple[str, ...], element: str, guide: GuideField | None) -> ScreenSection:
    """The section of an element, given its entity and those above it, innermost first."""
    found = next((one for one in screen_sections() if guide is not None and guide.tab and one.tab == guide.tab), None)
    names = (f"{entities[0]}.{element}", *entities)
    held = (one for name in names for one in screen_sections() if name in one.holds)
    return found or next(held)


@cache
def label_for(entity: str, element: str = "", kind: str = "") -> Label | None:
    """The plain label of an element, of one type of it, or of an entity; None: the specification's title will do."""
    row = next(
        (
            row
            for row in all_rows(f"{FOLDER}/labels.csv")
            if (row["entity"], row["element"], row["type"]) == (entity, element, kind)
        ),
        None,
    )
    return Label(row["label"], row["singular"]) if row else None


@cache
def written_as(element: str) -> str | None:
    """The way in which an element is written, such as "postcode"; None for what has no way of its own."""
    return next((row["written_as"] for row in all_rows("written.csv") if row["element"] == element), None)


def guide_for(entity: str, element: str, year: Year, kind: str | None = None) -> GuideField | None:
    """What the guide says of an element or of one type of a typed list.

    Of a type that the guide does not name it says what it says of the list, unless it names other types of that list.
    """
    found = guide_fields().get((entity, element, kind))
    if found is not None or kind is None:
        return found
    of = typed_list(entity, year)
    named = any((entity, element, other) in guide_fields() for other in (of.types if of else ()))
    return None if named else guide_fields().get((entity, element, None))


def item_of(guide: GuideField | None) -> int:
    """The guide's item number in the field's own tab, by which the fields of a section are ordered."""
    matched = _ITEM.match(guide.place.removeprefix(guide.tab)) if guide else None
    return int(matched[1]) if matched else LAST
