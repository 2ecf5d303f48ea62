"""What the name of an ILR file says."""

from datetime import datetime

import pytest

from openlet.ilr.file_names import is_ilr_name, name_parts
from openlet.ilr.writing import file_name
from openlet.spec.years import year_of

NAME = "ILR-10999991-2526-20251006-093000-01.XML"


def test_the_parts_of_a_name() -> None:
    parts = name_parts(NAME)
    assert parts is not None
    assert (parts.name, parts.ukprn, parts.year, parts.serial) == (NAME, "10999991", "2526", "01")
    assert parts.made == datetime(2025, 10, 6, 9, 30)


@pytest.mark.parametrize(
    "name", ["return.xml", "ILR.xml", "", "ILR-10999991", "XLR-10999991-2526-20251006-093000-01.XML"]
)
def test_a_name_of_another_form_has_no_parts(name: str) -> None:
    assert name_parts(name) is None


def test_a_date_that_does_not_exist_is_none() -> None:
    parts = name_parts("ILR-10999991-2526-20250230-093000-01.XML")
    assert parts is not None and parts.made is None


@pytest.mark.parametrize("folder", ["folder/", "C:\\returns\\", ""])
def test_a_folder_does_not_matter(folder: str) -> None:
    assert is_ilr_name(folder + NAME)


def test_the_name_that_we_give_is_right() -> None:
    assert is_ilr_name(file_name(10999991, year_of("2025-26"), datetime(2025, 10, 6, 9, 30)))
