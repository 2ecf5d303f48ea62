"""Carry one record into the layout of the next year, element by element, as ``spec/migration.csv`` says."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from openlet.ilr.migrating.telling import Outcome
from openlet.ilr.records import RECORDS, LearnerEmploymentStatus, LearningDelivery, LearningDeliveryFAM, Record
from openlet.ilr.writing import text_as_found
from openlet.spec.codes import code_rules, left_codes
from openlet.spec.layout import Entity, Field, layout, text_of
from openlet.spec.migration import (
    CLEARED,
    COPIED,
    DROPPED,
    IN_FORCE,
    LISTED,
    NUMBERED,
    OPEN_END,
    RENAMED,
    Mapping,
    mappings,
)
from openlet.spec.years import Year

AS_IT_WAS = "as it was"
NOTHING = (None, "")
NOT_RIGHT = "as it was, but its value is not one that the ILR of {to} allows: correct it"
NOT_LISTED = "as it was, but its code is not in the list of {to} any more: correct it"
KEPT_NUMBER = "as it was; the numbers of the aims that go are not 1, 2, 3 ... any more: renumber them"
LIMITS = ("data_type", "base_type", "min_length", "max_length", "total_digits", "fraction_digits", "min_value",
          "max_value", "pattern", "enumeration", "max_occurs")  # fmt: skip


class Told(NamedTuple):
    """What became of elements of one path; the same of several is told once, with their number."""

    path: str
    outcome: Outcome
    attention: bool
    reason: str


Telling = dict[Told, int]


@dataclass(slots=True)
class Circumstances:
    """What carrying a record depends on besides the record.

    ``in_force``: the employment statuses that go. ``open_end``: the record that loses its end. ``number``: the new
    AimSeqNumber, or None where it stays. ``gaps``: whether the numbers that stay have gaps.
    """

    in_force: list[LearnerEmploymentStatus] = field(default_factory=list)
    open_end: LearningDeliveryFAM | None = None
    number: int | None = None
    gaps: bool = False


@dataclass(slots=True)
class FieldPlan:
    """What happens to one element. ``here`` is its place in the new year, None if it has none."""

    old: Field
    element: str
    path: str
    here: Field | None
    mappings: tuple[Mapping, ...]
    is_new_type: bool
    typed_by: str | None
    left: frozenset[tuple[str | None, str]]
    as_it_was: Told

    @property
    def is_plain(self) -> bool:
        """Whether the value is only copied, whatever it is."""
        return self.mappings[0].rule == COPIED and not self.is_new_type and not self.left


@dataclass(slots=True)
class Plan:
    """What happens to a record of one kind. ``fields`` are all that the old year has, whatever happens to them."""

    name: str
    path: str
    record: type[Record]
    fields: tuple[Field, ...]
    mappings: tuple[Mapping, ...]
    plain: list[FieldPlan]
    others: list[FieldPlan]
    below: list["Plan"]
    typed_by: dict[str, str]  # the element of a code to the element of its type

    def find(self, name: str) -> "Plan":
        """The plan of the records of a name right below."""
        return next(plan for plan in self.below if plan.name == name)


@cache
def plan_of(of: Year, to: Year) -> Plan:
    """The plan for a whole file."""
    return _plan(layout(of), layout(to), to)


def _plan(old: Entity, new: Entity | None, to: Year) -> Plan:
    typed_by = {one.element: one.type_element or "" for one in code_rules() if one.entity == old.name}
    fields = [_field_plan(one, new, to, typed_by) for one in old.fields()]
    in_new = {child.name: child for child in new.entities()} if new is not None else {}
    return Plan(
        old.name,
        _short(old.path),
        RECORDS[old.name],
        tuple(old.fields()),
        mappings(to).get(old.path, ()),
        [one for one in fields if one is not None and one.is_plain],
        [one for one in fields if one is not None and not one.is_plain],
        [_plan(child, in_new.get(child.name), to) for child in old.entities()],
        typed_by,
    )


def _field_plan(old: Field, new: Entity | None, to: Year, typed_by: dict[str, str]) -> FieldPlan | None:
    """The plan of an element; None below an entity that goes nowhere, where nothing is said of it."""
    found = mappings(to).get(old.path)
    if found is None:
        return None
    target = found[-1].target or old.element
    here = next((one for one in new.fields() if one.element == target), None) if new is not None else None
    return FieldPlan(
        old,
        old.element,
        _short(old.path),
        here,
        found,
        here is not None and any(getattr(old, name) != getattr(here, name) for name in LIMITS),
        typed_by.get(old.element) or None,
        left_codes(old.element, to) if old.element in typed_by else frozenset(),
        Told(_short(old.path), Outcome.CARRIED, False, AS_IT_WAS),
    )


def _short(path: str) -> str:
    return path.removeprefix("Message/")


def carry(
    plan: Plan, record: Record, to: Year, circumstances: Circumstances, telling: Telling, but: str = ""
) -> Record:
    """A record as it stands in the new year, with all below it except records of the name ``but``.

    Everything that has a text in the old record is told of in ``telling``. Values are carried as they were found.
    """
    made = plan.record(record.line)
    raw = record.raw
    for one in plan.plain:
        value = getattr(record, one.element)
        if raw is None:
            if value is None or value == "":
                continue
            setattr(made, one.element, value)
            telling[one.as_it_was] = telling.get(one.as_it_was, 0) + 1
        elif text_as_found(record, one.old):
            _tell(telling, _copy(one, record, made, to))
    for one in plan.others:
        if text_as_found(record, one.old):
            _tell(telling, _carry_field(one, record, made, to, circumstances))
    for child in plan.below:
        if child.name != but:
            _carry_below(child, record, made, to, circumstances, telling)
    return made


def count_fields(plan: Plan, record: Record, but: str = "") -> int:
    """How many elements of a record, and of all below it except records of the name ``but``, have a text."""
    if record.raw is None:
        found = sum([getattr(record, one.element) not in NOTHING for one in plan.fields])
    else:
        found = sum([bool(text_as_found(record, one)) for one in plan.fields])
    for child in plan.below:
        held = getattr(record, child.name)
        if held and child.name != but:
            found += sum([count_fields(child, one) for one in (held if isinstance(held, list) else [held])])
    return found


def leave(plan: Plan, record: Record, to: Year) -> Told | None:
    """Why a record below a learner or aim stays behind by its own nature; None if it goes."""
    mapping = next((one for one in plan.mappings if _applies(one, record)), None)
    if mapping is None:
        return None
    if mapping.rule in (CLEARED, DROPPED):
        return _left(plan.path, mapping, to, False)
    if mapping.rule == LISTED and mapping.when is not None:
        type_element, kind = mapping.when
        element = next(one for one, typed_by in plan.typed_by.items() if typed_by == type_element)
        code = _code(record, element)
        if (kind, code) in left_codes(element, to):
            return _left(plan.path, mapping, to, True, f"{kind} {code}")
    return None


def _carry_below(
    plan: Plan, record: Record, made: Record, to: Year, circumstances: Circumstances, telling: Telling
) -> None:
    held = getattr(record, plan.name)
    for one in held if isinstance(held, list) else [held] if held is not None else []:
        gone = leave(plan, one, to)
        if gone is None and plan.mappings and plan.mappings[0].rule == IN_FORCE and one not in circumstances.in_force:
            gone = _left(plan.path, plan.mappings[0], to, False)
        if gone is not None:
            _tell(telling, gone, count_fields(plan, one))
            continue
        below = carry(plan, one, to, circumstances, telling)
        if isinstance(held, list):
            getattr(made, plan.name).append(below)
        else:
            setattr(made, plan.name, below)


def _carry_field(one: FieldPlan, record: Record, made: Record, to: Year, circumstances: Circumstances) -> Told:
    mapping = next(found for found in one.mappings if _applies(found, record))
    if mapping.rule == OPEN_END and record is circumstances.open_end:
        return _left(one.path, mapping, to, False)
    if mapping.rule in (CLEARED, DROPPED) or one.here is None:
        return _left(one.path, mapping, to, False)
    if mapping.rule == LISTED and (None, _code(record, one.element)) in one.left:
        return _left(one.path, mapping, to, True, f"{one.element} {_code(record, one.element)}")
    if mapping.rule == NUMBERED:
        return _number(one, record, made, to, circumstances)
    told = _copy(one, record, made, to)
    if mapping.rule == RENAMED:
        reason = mapping.reason.format(to=to)
        return told._replace(outcome=Outcome.CHANGED, reason=f"{reason}; {told.reason}" if told.attention else reason)
    return told


def _number(one: FieldPlan, record: Record, made: Record, to: Year, circumstances: Circumstances) -> Told:
    number = circumstances.number
    if number is not None and text_as_found(record, one.old) != str(number):
        setattr(made, one.element, number)
        return Told(one.path, Outcome.CHANGED, False, "numbered anew, as asked")
    told = _copy(one, record, made, to)
    return told._replace(attention=True, reason=KEPT_NUMBER) if circumstances.gaps and not told.attention else told


def _copy(one: FieldPlan, record: Record, made: Record, to: Year) -> Told:
    """Copy a value just as it was found, and say whether it needs correction."""
    assert one.here is not None
    target, value = one.here.element, getattr(record, one.element)
    told = one.as_it_was
    if record.raw or one.is_new_type:
        text = text_as_found(record, one.old) or ""
        reading = one.here.read(text)
        if one.is_new_type:
            value = reading.value
        if value is None or reading.fault is not None or text_of(value) != text:
            made.raw = made.raw or {}
            made.raw[target] = text
        if value is None or reading.fault is not None:
            told = told._replace(attention=True, reason=NOT_RIGHT.format(to=to))
    setattr(made, target, value)
    kind = getattr(record, one.typed_by) if one.typed_by else None
    if one.left and not told.attention and (kind, _code(record, one.element)) in one.left:
        return told._replace(attention=True, reason=NOT_LISTED.format(to=to))
    return told


def _applies(mapping: Mapping, record: Record) -> bool:
    return mapping.when is None or str(getattr(record, mapping.when[0])) == mapping.when[1]


def _left(path: str, mapping: Mapping, to: Year, attention: bool, code: str = "") -> Told:
    kind = mapping.when[1] if mapping.when else ""
    return Told(path, Outcome.LEFT, attention, mapping.reason.format(to=to, kind=kind, code=code))


def _tell(telling: Telling, told: Told, fields: int = 1) -> None:
    if fields:
        telling[told] = telling.get(told, 0) + fields


def _code(record: Record, element: str) -> str:
    value = getattr(record, element)
    return "" if value is None else text_of(value)


def last_open_end(aim: LearningDelivery, kinds: frozenset[str]) -> LearningDeliveryFAM | None:
    """The latest of the dated records of some types of an aim that is still open: it has no end."""
    if aim.LearnActEndDate is not None:
        return None
    dated = [one for one in aim.LearningDeliveryFAM if one.LearnDelFAMType in kinds and one.LearnDelFAMDateFrom]
    return max(dated, key=lambda one: str(one.LearnDelFAMDateFrom), default=None)


def kinds_without_end(to: Year) -> Iterator[str]:
    """The types of records whose latest loses its end on an open aim."""
    for held in mappings(to).values():
        yield from (one.when[1] for one in held if one.rule == OPEN_END and one.when)
