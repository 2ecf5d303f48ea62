"""The layout of an ILR file in each year: elements, order, limits and occurrence.

Built from ``fields.csv``. A ``Field`` also knows how to read its own text, exactly as the official
schema would judge it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from openlet.spec.tables import Row, all_rows
from openlet.spec.years import Year

Value = str | int | date | Decimal

UNBOUNDED = 2**31
XML_SPACE = " \t\r\n"
REMEMBERED_TEXTS = 4096  # texts of one field that are kept with their value; names soon fill it, codes never do

# The character set of the schema's RestrictedString, which most text fields are based on.
RESTRICTED = re.compile(r"[A-Za-z0-9 ~!@#$%&'()*+,\-./:;<=>?\[\\\]_{}^£€]*")
WHOLE_NUMBER = re.compile(r"[+-]?[0-9]+")
DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
ZONE = r"(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
DATE = re.compile(r"(-?(?:[1-9][0-9]{4,}|[0-9]{4}))-([0-9]{2})-([0-9]{2})" + ZONE)
DATE_TIME = re.compile(
    r"(-?(?:[1-9][0-9]{4,}|[0-9]{4})-[0-9]{2}-[0-9]{2})"
    r"T(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)" + ZONE
)
PATTERNS_IN_WORDS = {
    "[0-9]{1,2}": "one or two figures",
    "[0-9]{1,18}": "1 to 18 figures without spaces",
    "[0-9]{10}": "exactly ten figures",
    "[A-Za-z0-9]{1,8}": "1 to 8 letters and figures without spaces",
    "[A-Za-z0-9 ]{1,12}": "1 to 12 letters, figures and spaces",
    '[^0-9\\r\\n\\t|"]{1,100}': 'text of 1 to 100 characters without figures, line ends, tabs, | or "',
    "[A-Za-z0-9 ~!@&'\\\\()*+,\\-./:;]{1,50}": "1 to 50 letters, figures, spaces and ~ ! @ & ' \\ ( ) * + , - . / : ;",
    ".+@.+": "an email address of at most 100 characters, with @ in it",
    "[a-zA-Z]{2}[0-9]{2}|[0-9]{9}": "two letters and two figures, or nine figures",
}
LAST_COUNT = re.compile(r".*\{(?:[0-9]+,)?([0-9]+)\}")  # in each of the patterns, the length of the longest text
DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Reading(NamedTuple):
    """What a text means for its field.

    ``fault`` is None or what is wrong: "type", "digits", "length", "range", "pattern", "characters",
    "enumeration" (each refused by the official schema) or "far date" (a date that the schema allows
    but no calendar of ours holds). ``value`` is None unless the text could be understood.
    """

    value: Value | None
    fault: str | None


def text_of(value: Value) -> str:
    """How OpenLET writes a value in a file."""
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


@dataclass(slots=True)
class Field:
    """One simple element of the ILR in one stretch of years.

    ``longest`` is the length of a text, or the figures of a whole number, beyond which the fault is one of length.
    """

    path: str
    entity: str
    element: str
    title: str
    data_type: str
    base_type: str
    required: bool
    max_occurs: int
    min_length: int | None
    max_length: int | None
    total_digits: int | None
    fraction_digits: int | None
    min_value: Decimal | None
    max_value: Decimal | None
    pattern: re.Pattern[str] | None
    enumeration: str | None
    tolerated: bool
    longest: int | None = None
    remembered: dict[str, Value] = field(default_factory=dict, repr=False)

    def read(self, text: str) -> Reading:
        """Judge and understand a text as the official schema of the year would."""
        value = self.remembered.get(text)
        if value is not None:
            return Reading(value, None)
        reading = _READERS[self.data_type](self, text)
        if len(self.remembered) < REMEMBERED_TEXTS and not self.tolerated:
            usual = reading.fault is None and reading.value is not None and text_of(reading.value) == text
            if usual:
                self.remembered[text] = reading.value  # type: ignore[assignment]
        return reading

    @property
    def limits(self) -> str:
        """The field's limits in words, for messages: "a whole number from 0 to 9999"."""
        if self.enumeration:
            return f"exactly {self.enumeration}"
        if self.data_type in ("int", "long"):
            if self.min_value is not None:
                return f"a whole number from {self.min_value} to {self.max_value}"
            return f"a whole number of at most {self.total_digits} digit{'s' if self.total_digits != 1 else ''}"
        if self.data_type == "decimal":
            return f"a number from {self.min_value} to {self.max_value} with at most {self.fraction_digits} decimal"
        if self.data_type == "date":
            return "a date written year-month-day, such as 2024-05-01"
        if self.data_type == "dateTime":
            return "a date and time such as 2024-05-01T09:30:00"
        if self.pattern is not None:
            return PATTERNS_IN_WORDS[self.pattern.pattern]
        if self.max_length is not None and self.min_length == self.max_length:
            return f"text of exactly {self.max_length} character{'s' if self.max_length != 1 else ''}"
        return f"text of 1 to {self.max_length} characters (letters, figures and common signs)"


@dataclass(slots=True)
class Entity:
    """One element that holds others, with its fields and entities in the order of the year's schema."""

    path: str
    name: str
    title: str
    required: bool
    max_occurs: int
    children: list["Field | Entity"] = field(default_factory=list)

    @property
    def limits(self) -> str:
        """How often its parent may hold it, in words, for messages."""
        if self.required:
            return "exactly 1" if self.max_occurs == 1 else "at least 1"
        return f"at most {self.max_occurs}"

    def fields(self) -> Iterator[Field]:
        """The simple elements, in order."""
        return (child for child in self.children if isinstance(child, Field))

    def entities(self) -> Iterator["Entity"]:
        """The elements that hold others, in order."""
        return (child for child in self.children if isinstance(child, Entity))

    def walk(self) -> Iterator["Entity"]:
        """This entity and all below it, in order."""
        yield self
        for entity in self.entities():
            yield from entity.walk()


@cache
def layout(year: Year) -> Entity:
    """The tree of a year's file, from ``Message`` down."""
    rows = sorted(
        (row for row in all_rows("fields.csv") if _in_year(row, year)),
        key=lambda row: (row["path"].count("/"), row["path"].rpartition("/")[0], float(row["order"])),
    )
    entities: dict[str, Entity] = {}
    for row in rows:
        node = _entity(row) if row["kind"] == "entity" else _field(row)
        parent = entities.get(row["path"].rpartition("/")[0])
        if parent is not None:
            parent.children.append(node)
        if isinstance(node, Entity):
            entities[row["path"]] = node
    return entities["Message"]


@cache
def entity(year: Year, name: str) -> Entity | None:
    """The entity of that name in a year's layout, or None where the year has none."""
    return next((found for found in layout(year).walk() if found.name == name), None)


@cache
def has_destination_records(year: Year) -> bool:
    """Whether the ILR of a year has destination and progression records."""
    return entity(year, "LearnerDestinationandProgression") is not None


def _in_year(row: Row, year: Year) -> bool:
    return int(row["year_from"]) <= year.code and (not row["year_to"] or year.code <= int(row["year_to"]))


def _occurs(text: str) -> int:
    return UNBOUNDED if text == "unbounded" else int(text)


def _entity(row: Row) -> Entity:
    return Entity(row["path"], row["element"], row["title"], row["min_occurs"] != "0", _occurs(row["max_occurs"]))


def _field(row: Row) -> Field:
    made = Field(
        path=row["path"],
        entity=row["entity"],
        element=row["element"],
        title=row["title"],
        data_type=row["data_type"],
        base_type=row["base_type"],
        required=row["min_occurs"] != "0",
        max_occurs=_occurs(row["max_occurs"]),
        min_length=_whole(row["min_length"]),
        max_length=_whole(row["max_length"]),
        total_digits=_whole(row["total_digits"]),
        fraction_digits=_whole(row["fraction_digits"]),
        min_value=Decimal(row["min_value"]) if row["min_value"] else None,
        max_value=Decimal(row["max_value"]) if row["max_value"] else None,
        pattern=re.compile(row["pattern"]) if row["pattern"] else None,
        enumeration=row["enumeration"] or None,
        tolerated=row["tolerated"] == "Y",
    )
    made.longest = _longest(made)
    return made


def _longest(field: Field) -> int | None:
    if field.data_type in ("int", "long"):
        return field.total_digits or len(str(field.max_value))
    counted = LAST_COUNT.fullmatch(field.pattern.pattern) if field.pattern else None
    return int(counted[1]) if counted else field.max_length


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _read_string(field: Field, text: str) -> Reading:
    return Reading(text, _string_fault(field, text))


def _string_fault(field: Field, text: str) -> str | None:
    if field.enumeration is not None:
        return None if text == field.enumeration else "enumeration"
    if field.longest is not None and len(text) > field.longest:
        return "length"
    if field.min_length is not None and len(text) < field.min_length:
        return "length"
    if field.base_type == "RestrictedString" and not RESTRICTED.fullmatch(text):
        return "characters"
    if field.pattern is not None and not field.pattern.fullmatch(text):
        return "pattern"
    return None


def _read_whole_number(field: Field, text: str) -> Reading:
    stripped = text.strip(XML_SPACE)
    if not WHOLE_NUMBER.fullmatch(stripped):
        return Reading(None, "type")
    digits = stripped.lstrip("+-0")
    if field.longest is not None and len(digits) > field.longest:
        return Reading(None, "digits")
    value = int(digits or "0") * (-1 if stripped[0] == "-" else 1)
    return Reading(value, None if _in_range(field, Decimal(value)) else "range")


def _read_decimal(field: Field, text: str) -> Reading:
    stripped = text.strip(XML_SPACE)
    if not DECIMAL.fullmatch(stripped):
        return Reading(None, "type")
    value = Decimal(stripped)
    if not _in_range(field, value):
        return Reading(value, "range")
    fraction = stripped.partition(".")[2].rstrip("0")
    if field.fraction_digits is not None and len(fraction) > field.fraction_digits:
        return Reading(value, "digits")
    return Reading(value, None)


def _in_range(field: Field, value: Decimal) -> bool:
    if field.min_value is not None and value < field.min_value:
        return False
    return field.max_value is None or value <= field.max_value


def _read_date(field: Field, text: str) -> Reading:
    matched = DATE.fullmatch(text.strip(XML_SPACE))
    if not matched or not _is_day(matched[1], int(matched[2]), int(matched[3])):
        return Reading(None, "type")
    if len(matched[1]) > 4:  # a year before 1 or after 9999
        return Reading(None, _spaced(text) or "far date")
    return Reading(date(int(matched[1]), int(matched[2]), int(matched[3])), _spaced(text))


def _spaced(text: str) -> str | None:
    """White space around a date: the standard allows it, libxml2 refuses it, and so do we: better strict than sorry."""
    return None if text == text.strip(XML_SPACE) else "type"


def _read_date_time(field: Field, text: str) -> Reading:
    stripped = text.strip(XML_SPACE)
    matched = DATE_TIME.fullmatch(stripped)
    day = matched and DATE.fullmatch(matched[1])
    if not matched or not day or not _is_day(day[1], int(day[2]), int(day[3])):
        return Reading(None, "type")
    # libxml2 does allow space behind a zone here.
    return Reading(stripped, _spaced(text.rstrip(XML_SPACE) if matched[2] else text))


def _is_day(year: str, month: int, day: int) -> bool:
    """Whether the schema's calendar has that day; its years may have five figures or a minus sign."""
    number = int(year[-4:])  # enough to know a leap year
    if year == "0000" or not 1 <= month <= 12 or not 1 <= day <= DAYS_IN_MONTH[month - 1]:
        return False
    leap = number % 4 == 0 and (number % 100 != 0 or number % 400 == 0)
    return (month, day) != (2, 29) or leap


_READERS = {
    "string": _read_string,
    "int": _read_whole_number,
    "long": _read_whole_number,
    "decimal": _read_decimal,
    "date": _read_date,
    "dateTime": _read_date_time,
}
