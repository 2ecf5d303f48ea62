"""The reference folder beside the repository: official schemas and samples, which are not ours to ship.

A test that needs it is skipped with a clear reason where the folder is absent.
"""

import copy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from openlet.spec.layout import XML_SPACE, layout
from openlet.spec.years import years

FOLDER = Path(__file__).parents[2] / "shared" / "reference"
YEARS = ("2022-23", "2023-24", "2024-25", "2025-26")


def reference(pattern: str) -> Path:
    """The one file of the reference folder that a pattern names; skips the test where there is none."""
    found = sorted(FOLDER.glob(pattern))
    if not found:
        pytest.skip(f"NOT TESTED: reference data is absent (looked for {pattern} in {FOLDER})")
    return found[0]


def xsd_file(year: str) -> Path:
    """The schema of a year, official or derived."""
    return reference(f"ilr/xsd/ilr-{year}-*.xsd")


def sample_file(year: str) -> Path:
    """The sample of a year, official or adapted."""
    return reference(f"ilr/xsd/sample-{year}-*.xml")


def sample(year: str) -> str:
    """The text of the sample of a year."""
    return sample_file(year).read_text(encoding="utf-8-sig")


def schema(year: str) -> Any:
    """The schema of a year as a validator, read once."""
    return _schema(xsd_file(year))


def is_valid(year: str, tree: Any) -> bool:
    """What the schema of a year says of a file, with one mistake of libxml2 put right.

    The XML Schema standard fixes whiteSpace to "collapse" for dates, so space around one is no fault; libxml2 forgets
    this for elements that have xs:date or xs:dateTime itself as their type (the package xmlschema and .NET do not).
    """
    if any(_text(element).strip(XML_SPACE) != _text(element) for element in _date_elements(tree)):
        tree = copy.deepcopy(tree)
        for element in _date_elements(tree):
            text = _text(element).strip(XML_SPACE)
            del element[:]
            element.text = text
    return bool(schema(year).validate(tree))


def _date_elements(tree: Any) -> list[Any]:
    return [
        element
        for element in tree.iter("{*}*")
        if etree.QName(element).localname in _dates() and not element.findall("{*}*")
    ]


def _text(element: Any) -> str:
    return "".join(element.xpath("text()"))


@cache
def _dates() -> frozenset[str]:
    return frozenset(
        field.element
        for year in years()
        for entity in layout(year).walk()
        for field in entity.fields()
        if field.data_type in ("date", "dateTime")
    )


@cache
def _schema(path: Path) -> Any:
    return etree.XMLSchema(etree.parse(path))
