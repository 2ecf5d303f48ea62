"""The columns of a sheet with one row for each learner or each aim: their names, and where their cells go.

A column has the name of its ILR element; one of a typed list that of its type: ``ULN``, ``EmpStat``, ``LearnAimRef``,
``SOF``, ``DAM 1`` to ``DAM 6``, ``ProvSpecDelMon A``. What a learner or an aim has several of is numbered from the
second on: ``PriorLevel 2``, ``EmpStat 2``, and for the codes of a further status ``EmpStat 2 LOU``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from openlet.exchange.typed import asked_of, type_element
from openlet.spec.cohorts import Place, enrolment_columns
from openlet.spec.layout import Entity, Field, layout
from openlet.spec.occupancy import occupancy_columns, plain_header
from openlet.spec.scheme import FOLDER
from openlet.spec.screens import label_for
from openlet.spec.slots import SlotType, TypedList, typed_list
from openlet.spec.tables import all_rows
from openlet.spec.years import Year, years

LEARNER, AIM, DESTINATION = "Learner", "LearningDelivery", "LearnerDestinationandProgression"
STATUS = "LearnerEmploymentStatus"
PROVIDER = "LearningProvider"
REFERENCE = "LearnRefNumber"
OFFERED, MOST_OFFERED = 3, 6  # columns of what has no limit, and of anything, where columns are listed
LAST_NUMBER = 99


class Step(NamedTuple):
    """A record on the way to a cell: its entity, its type in a typed list, its number (0: the one of the row)."""

    entity: str
    kind: str | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """What a column of a sheet holds: an element of the record that ``steps`` lead to from the learner.

    The steps of a destination begin with its own record. ``most`` is how many there may be of it, None without limit,
    1 for what is not numbered.
    """

    name: str
    label: str
    steps: tuple[Step, ...]
    entity: str
    element: str
    kind: str | None = None
    most: int | None = 1

    def numbered(self, number: int) -> "Column":
        """The same for the record of that number."""
        if number == 1 and (self.most == 1 or self.kind is None):
            return self
        steps = (*self.steps[:-1], self.steps[-1]._replace(number=number))
        return replace(self, name=_with_number(self.name, number), label=f"{self.label} {number}", steps=steps)


def short(text: str) -> str:
    """A header as it is compared: without case, spaces, underscores and other signs."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def column_for(header: str, year: Year) -> Column | None:
    """The column that a header names by its ILR name, our label or as occupancy reports do, or None."""
    found = _parsed(short(header), year) or _parsed(short(_in_occupancy_reports(header)), year)
    status = re.fullmatch(r"empstat(\d{1,2})(\D.*)", short(header))
    if found is None and status is not None:
        below = _parsed(status[2], year)
        if below is not None and len(below.steps) > 1 and below.steps[0].entity == STATUS:
            return _of_status(below, int(status[1]))
    return found


def _in_occupancy_reports(header: str) -> str:
    """The name of our column for one of an occupancy report: "devolved area monitoring (B)" is DAM 2."""
    shown = occupancy_columns().get(plain_header(header))
    if shown is None or not shown.type:
        return shown.element if shown else ""
    if shown.element.startswith("ProvSpec"):
        return f"{shown.element} {shown.type}"
    letter = re.search(r"\(([A-Z])\)$", shown.header)
    return f"{shown.type} {ord(letter[1]) - ord('A') + 1}" if letter else shown.type


def _parsed(header: str, year: Year) -> Column | None:
    named = _by_name(year)
    if header in named:
        return named[header].numbered(1)
    matched = re.fullmatch(r"(.*?)(\d{1,2})(datefrom|dateto)?", header)
    if matched is None:
        return None
    base = named.get(matched[1] + (matched[3] or ""))
    number = int(matched[2])
    if base is None or (base.most == 1 and base.kind is None):
        return None
    return base.numbered(number) if 1 <= number <= min(base.most or LAST_NUMBER, LAST_NUMBER) else None


def _of_status(column: Column, number: int) -> Column:
    steps = (column.steps[0]._replace(number=number), *column.steps[1:])
    return replace(
        column, name=f"EmpStat {number} {column.name}", label=f"{column.label} (status {number})", steps=steps
    )


def year_that_has(header: str, but: Year) -> Year | None:
    """The newest other year in which a header names a column."""
    return next((year for year in reversed(years()) if year is not but and column_for(header, year)), None)


@cache
def columns(year: Year) -> tuple[Column, ...]:
    """All columns of a year in the order of an ILR file; of what has no limit, the first few."""
    found: list[Column] = []
    for column in _bases(year):
        offered = min(column.most or OFFERED, MOST_OFFERED)
        found += [column.numbered(number) for number in range(1, offered + 1)]
    return tuple(found)


@cache
def _by_name(year: Year) -> dict[str, Column]:
    """Columns by their short names, and by labels that only one of them has."""
    bases = tuple(_bases(year))
    named = {short(column.name): column for column in bases}
    others: dict[str, set[str]] = {}
    for column in bases:
        for other in _other_names(column, year):
            others.setdefault(short(other), set()).add(column.name)
    by_name = {column.name: column for column in bases}
    return {other: by_name[min(of)] for other, of in others.items() if len(of) == 1} | named


def _other_names(column: Column, year: Year) -> Iterator[str]:
    yield column.label
    for one in enrolment_columns():
        if one.place == Place(column.entity, column.element, column.kind):
            yield from one.also
    for row in all_rows(f"{FOLDER}/template.csv"):
        if row["column"] == column.name:
            yield from row["also"].split("|")
    if column.kind is None:
        yield asked_of(column.entity, column.element, None, year).field.title
    else:
        yield f"{column.label} ({column.kind})"  # as the entry tool names it
        yield f"{column.element}{column.kind}"
        yield f"{column.element.removesuffix('Code')}{column.kind}"


def _with_number(name: str, number: int) -> str:
    for ending in (" DateFrom", " DateTo"):
        if name.endswith(ending):
            return f"{name.removesuffix(ending)} {number}{ending}"
    return f"{name} {number}"


def _bases(year: Year) -> Iterator[Column]:
    """The columns of a year, what is numbered once each."""
    tops = {entity.name: entity for entity in layout(year).entities()}
    yield _plain(tops[PROVIDER], next(tops[PROVIDER].fields()), (Step(PROVIDER),), 1)
    yield from _of_entity(tops[LEARNER], (), 1, year)
    if DESTINATION in tops:
        for outcomes in tops[DESTINATION].entities():
            yield from _of_entity(outcomes, (Step(DESTINATION), Step(outcomes.name, None, 1)), None, year)


def _of_entity(entity: Entity, steps: tuple[Step, ...], most: int | None, year: Year) -> Iterator[Column]:
    for child in entity.children:
        if isinstance(child, Field):
            yield _plain(entity, child, steps, most)
            continue
        typed = typed_list(child.name, year)
        if typed is not None:
            for kind in typed.types.values():
                yield from _of_type(child, typed, kind, (*steps, Step(child.name, kind.code, 1)))
        else:
            number = 0 if child.max_occurs == 1 or child.name == AIM else 1
            limit = 1 if not number else child.max_occurs if child.max_occurs <= LAST_NUMBER else None
            yield from _of_entity(child, (*steps, Step(child.name, None, number)), limit, year)


def _plain(entity: Entity, field: Field, steps: tuple[Step, ...], most: int | None) -> Column:
    found = label_for(entity.name, field.element)
    return Column(field.element, found.label if found else field.title, steps, entity.name, field.element, None, most)


def _of_type(entity: Entity, typed: TypedList, kind: SlotType, steps: tuple[Step, ...]) -> Iterator[Column]:
    is_box = len(kind.code) == 1  # the boxes A to D are named after what is in them
    found = label_for(entity.name, typed.value_element, kind.code)
    value = Column(
        f"{typed.value_element} {kind.code}" if is_box else kind.code,
        found.label if found else kind.label,
        steps,
        entity.name,
        typed.value_element,
        kind.code,
        kind.boxes,
    )
    yield value
    if kind.dated:
        for field in entity.fields():
            if field.element not in (typed.type_element, typed.value_element):
                ending = field.element.removeprefix(typed.value_element.removesuffix("Code"))
                yield replace(
                    value, name=f"{value.name} {ending}", label=f"{value.label}, {field.title}", element=field.element
                )


def deciding(column: Column, year: Year) -> str | None:
    """The element of the same record whose value decides which codes a column may hold; None for most."""
    return None if column.kind is not None else type_element(column.entity, column.element, year)
