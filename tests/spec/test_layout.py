"""The layout of each year is that of its schema, and the records have its fields."""

import copy
import dataclasses
import types
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, get_args, get_origin

import pytest
from lxml import etree

from openlet.ilr.records import RECORDS, Record
from openlet.spec.layout import PATTERNS_IN_WORDS, RESTRICTED, UNBOUNDED, Entity, Field, layout
from openlet.spec.years import (
    UnknownYear,
    calendar,
    first_open,
    known_years,
    year_of,
    year_of_namespace,
    year_on,
    years,
)
from tests.odd_values import ANYTHING, DATES
from tests.reference import YEARS, xsd_file

XS = "{http://www.w3.org/2001/XMLSchema}"
LIMITS = ("minLength", "maxLength", "totalDigits", "fractionDigits", "minInclusive", "maxInclusive")
PYTHON = {"string": str, "int": int, "long": int, "decimal": Decimal, "date": date, "dateTime": str}
Facts = dict[str, Any]


def from_xsd(element: Any, above: str = "") -> Iterator[Facts]:
    """Every element of a schema in order: path, occurrence, type and limits."""
    path = f"{above}/{element.get('name')}".lstrip("/")
    below = element.findall(f"{XS}complexType/{XS}sequence/{XS}element")
    most = element.get("maxOccurs", "1")
    facts: Facts = {
        "path": path,
        "required": element.get("minOccurs", "1") != "0",
        "most": UNBOUNDED if most == "unbounded" else int(most),
        "entity": bool(below),
    }
    if not below:
        facts |= type_from_xsd(element)
    yield facts
    for child in below:
        yield from from_xsd(child, path)


def type_from_xsd(element: Any) -> Facts:
    restriction = element.find(f"{XS}simpleType/{XS}restriction")
    if restriction is None:
        return {"base": element.get("type"), "limits": {}, "pattern": None, "enumeration": None}
    limits = {}
    for name in LIMITS:
        facet = restriction.find(XS + name)
        if facet is not None:
            limits[name] = Decimal(facet.get("value").strip())
    exactly = restriction.find(f"{XS}length")
    if exactly is not None:
        limits["minLength"] = limits["maxLength"] = Decimal(exactly.get("value"))
    pattern = restriction.find(f"{XS}pattern")
    enumeration = restriction.find(f"{XS}enumeration")
    return {
        "base": restriction.get("base"),
        "limits": limits,
        "pattern": None if pattern is None else pattern.get("value"),
        "enumeration": None if enumeration is None else enumeration.get("value"),
    }


def from_layout(node: Entity | Field) -> Iterator[Facts]:
    """The same of our own layout, without the elements that are only tolerated."""
    if isinstance(node, Entity):
        yield {"path": node.path, "required": node.required, "most": node.max_occurs, "entity": True}
        for child in node.children:
            if isinstance(child, Entity) or not child.tolerated:
                yield from from_layout(child)
        return
    values = (
        node.min_length, node.max_length, node.total_digits, node.fraction_digits, node.min_value, node.max_value,
    )  # fmt: skip
    yield {
        "path": node.path,
        "required": node.required,
        "most": node.max_occurs,
        "entity": False,
        "base": node.base_type,
        "limits": {name: Decimal(value) for name, value in zip(LIMITS, values, strict=True) if value is not None},
        "pattern": node.pattern.pattern if node.pattern else None,
        "enumeration": node.enumeration,
    }


@pytest.mark.parametrize("year", YEARS)
def test_the_layout_is_that_of_the_schema(year: str) -> None:
    root = etree.parse(xsd_file(year)).getroot()
    theirs = list(from_xsd(root.find(f"{XS}element")))
    ours = list(from_layout(layout(year_of(year))))
    assert [fact["path"] for fact in ours] == [fact["path"] for fact in theirs]
    assert ours == theirs
    assert len(theirs) > 130


@pytest.mark.parametrize("year", YEARS)
def test_the_restricted_characters_are_those_of_the_schema(year: str) -> None:
    pattern = etree.parse(xsd_file(year)).getroot().find(f"{XS}simpleType/{XS}restriction/{XS}pattern").get("value")
    theirs = {chr(code) for code in range(32, 0x2100) if matches(pattern, chr(code))}
    assert {chr(code) for code in range(0x2100) if RESTRICTED.fullmatch(chr(code))} == theirs


def matches(pattern: str, text: str) -> bool:
    """Whether libxml2 says that a text matches a schema's pattern."""
    return bool(_validator(pattern).validate(_element(text)))


_validators: dict[str, Any] = {}


def _validator(pattern: str) -> Any:
    if pattern not in _validators:
        schema = etree.fromstring(
            '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="t"><xs:simpleType>'
            '<xs:restriction base="xs:string"><xs:pattern/></xs:restriction></xs:simpleType></xs:element></xs:schema>'
        )
        schema.find(f".//{XS}pattern").set("value", pattern)
        _validators[pattern] = etree.XMLSchema(schema)
    return _validators[pattern]


def _element(text: str, name: str = "t") -> Any:
    element = etree.Element(name)
    element.text = text
    return element


@pytest.mark.parametrize("year", YEARS)
def test_every_field_judges_every_odd_value_as_its_type_in_the_schema_does(year: str) -> None:
    root = etree.parse(xsd_file(year)).getroot()
    validators = {path: simple_type(root, element) for path, element in leaves_of_xsd(root.find(f"{XS}element"))}
    fields = [field for entity in layout(year_of(year)).walk() for field in entity.fields() if not field.tolerated]
    judged = 0
    for field in fields:
        limits = [field.min_value, field.max_value]
        bounds = [str(value + step) for value in limits if value is not None for step in (-1, Decimal("-0.1"), 0, 1)]
        sizes = ["7" * (size + step) for size in (field.max_length, field.total_digits) if size for step in (-1, 0, 1)]
        for text in (*ANYTHING, *DATES, *bounds, *sizes):
            valid = validators[field.path].validate(_element(text, f"{{ESFA/ILR/{year}}}{field.element}"))
            assert (field.read(text).fault in (None, "far date")) == valid, f"{field.path} {text!r}: {valid}"
            judged += 1
    assert judged > 14_000


def leaves_of_xsd(element: Any, above: str = "") -> Iterator[tuple[str, Any]]:
    path = f"{above}/{element.get('name')}".lstrip("/")
    below = element.findall(f"{XS}complexType/{XS}sequence/{XS}element")
    if not below:
        yield path, element
    for child in below:
        yield from leaves_of_xsd(child, path)


def simple_type(root: Any, element: Any) -> Any:
    """A validator for one field alone."""
    alone = copy.deepcopy(root)
    alone.remove(alone.find(f"{XS}element"))
    field = copy.deepcopy(element)
    field.attrib.pop("minOccurs", None)
    alone.append(field)
    return etree.XMLSchema(etree.ElementTree(alone))


@pytest.mark.parametrize("year", years(), ids=str)
def test_only_elements_that_the_derived_schemas_may_lack_are_tolerated(year: Any) -> None:
    tolerated = {field.element for entity in layout(year).walk() for field in entity.fields() if field.tolerated}
    expected = (
        {"NUMHUS", "PCFLDCS", "PCSLDCS", "PCTLDCS"} if year.schema == "derived" and not year.is_experimental else set()
    )
    assert tolerated == expected


def test_every_pattern_has_words_for_people() -> None:
    patterns = {
        field.pattern.pattern
        for year in years()
        for entity in layout(year).walk()
        for field in entity.fields()
        if field.pattern
    }
    assert patterns == PATTERNS_IN_WORDS.keys()


# The records.


def everywhere(name: str) -> dict[str, Field | Entity]:
    """The children that an entity has in any year, by name."""
    return {
        child.element if isinstance(child, Field) else child.name: child
        for year in years()
        for entity in layout(year).walk()
        if entity.name == name
        for child in entity.children
    }


def test_there_is_a_record_for_every_entity_of_any_year_and_no_other() -> None:
    assert {entity.name for year in years() for entity in layout(year).walk()} == RECORDS.keys()


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_has_exactly_the_fields_that_any_year_has(name: str) -> None:
    own = {field.name for field in dataclasses.fields(Record)}
    held = {field.name for field in dataclasses.fields(RECORDS[name])} - own
    assert held == everywhere(name).keys()


@pytest.mark.parametrize("name", RECORDS)
def test_a_records_fields_have_the_types_of_the_specification(name: str) -> None:
    kinds = {field.name: field.type for field in dataclasses.fields(RECORDS[name])}
    for element, child in everywhere(name).items():
        kind = kinds[element]
        if isinstance(child, Entity) and child.max_occurs > 1:
            assert get_origin(kind) is list, element
            assert get_args(kind) == (RECORDS[element],), element
        else:
            expected = RECORDS[element] if isinstance(child, Entity) else PYTHON[child.data_type]
            assert isinstance(kind, types.UnionType), element
            assert get_args(kind) == (expected, type(None)), element


@pytest.mark.parametrize("name", RECORDS)
def test_an_empty_record_holds_only_nothing_and_empty_lists(name: str) -> None:
    record = RECORDS[name]()
    held = {field.name: getattr(record, field.name) for field in dataclasses.fields(record)}
    repeating = {
        element for element, child in everywhere(name).items() if isinstance(child, Entity) and child.max_occurs > 1
    }
    assert held == {element: [] if element in repeating else None for element in held}


# The years and their returns.


@pytest.mark.parametrize(
    ("text", "code", "first", "last"),
    [
        ("2022-23", 2223, date(2022, 8, 1), date(2023, 7, 31)),
        ("2324", 2324, date(2023, 8, 1), date(2024, 7, 31)),
        ("2024-25", 2425, date(2024, 8, 1), date(2025, 7, 31)),
        ("2526", 2526, date(2025, 8, 1), date(2026, 7, 31)),
    ],
)
def test_a_year_is_known_by_its_name_and_its_code(text: str, code: int, first: date, last: date) -> None:
    year = year_of(text)
    assert (year.code, year.first_day, year.last_day) == (code, first, last)
    assert year_of_namespace(f"ESFA/ILR/{year}") == year
    assert year_on(first) == year_on(last) == year


def test_years_follow_each_other_without_a_gap() -> None:
    for earlier, later in zip(years(), years()[1:], strict=False):
        assert (later.first_day - earlier.last_day).days == 1


@pytest.mark.parametrize("text", ["2027-28", "2021-22", "2023/24", "2023", "", "2023-24 "])
def test_an_unknown_year_is_refused_in_a_sentence_that_names_the_known_ones(text: str) -> None:
    with pytest.raises(UnknownYear) as error:
        year_of(text)
    assert repr(text) in str(error.value)
    assert "2022-23, 2023-24, 2024-25 and 2025-26" in str(error.value) == f"{error.value}"
    assert known_years() in str(error.value)


@pytest.mark.parametrize("day", [date(2022, 7, 31), date(2026, 8, 1)])
def test_a_day_outside_the_known_years_has_no_year(day: date) -> None:
    assert year_on(day) is None


@pytest.mark.parametrize("namespace", ["ESFA/ILR/2027-28", "", "ESFA/ILR/2023-24/", "SFA/ILR/2023-24"])
def test_an_unknown_namespace_has_no_year(namespace: str) -> None:
    assert year_of_namespace(namespace) is None


@pytest.mark.parametrize(
    ("year", "prepared", "period"),
    [
        ("2023-24", date(2023, 8, 1), "R01"),
        ("2023-24", date(2023, 9, 6), "R01"),
        ("2023-24", date(2023, 9, 7), "R02"),
        ("2024-25", date(2024, 9, 5), "R01"),
        ("2024-25", date(2024, 9, 6), "R02"),
    ],
)
def test_a_file_belongs_to_the_first_return_that_had_not_closed(year: str, prepared: date, period: str) -> None:
    found = first_open(calendar(year_of(year)), prepared)
    assert found is not None
    assert found.period == period


@pytest.mark.parametrize("year", years(), ids=str)
def test_the_calendar_runs_forward_and_each_closing_day_is_the_last_of_its_return(year: Any) -> None:
    known = calendar(year)
    assert [period.closes for period in known] == sorted({period.closes for period in known})
    for period, following in zip(known, (*known[1:], None), strict=True):
        assert first_open(calendar(year), period.closes) == period
        assert first_open(calendar(year), date.fromordinal(period.closes.toordinal() + 1)) == following
