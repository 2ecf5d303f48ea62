"""The reference folder beside the repository: official schemas and samples, which are not ours to ship.

A test that needs it is skipped with a clear reason where the folder is absent.
"""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

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
    """What the schema of a year says of a file."""
    return bool(schema(year).validate(tree))


@cache
def _schema(path: Path) -> Any:
    return etree.XMLSchema(etree.parse(path))
