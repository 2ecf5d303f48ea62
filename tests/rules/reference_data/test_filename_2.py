from typing import Any

import pytest

from tests.rules.reference_data.referring import references
from tests.rules.whole_file.asking import File, fires, reason, row, says

CODE = "Filename_2"


def named(name: str | None, **more: Any) -> File:
    return File(name, references=references("submitted-files"), **more)


TABLE = [
    row("a date and time of its own", named("ILR-10999991-2526-20251006-093000-01.XML"), False),
    row("the date and time of a file sent before", named("ILR-10999991-2526-20251001-093000-01.XML"), True),
    row("another serial number with the same date and time", named("ILR-10999991-2526-20251003-101500-01.XML"), True),
    row("the date of a file sent before, another time", named("ILR-10999991-2526-20251001-093001-01.XML"), False),
    row("the date and time of another year's file", named("ILR-10999991-2526-20261003-101500-01.XML"), False),
    row("a name of another form", named("return.xml"), False),
]


@pytest.mark.parametrize(("file", "expected"), TABLE)
def test_when_it_fires(file: File, expected: int) -> None:
    assert fires(CODE, file) == expected


def test_the_message_names_what_was_found() -> None:
    assert "date and time of ILR-10999991-2526-20251003-101500-02.XML, which was sent before" in says(
        CODE, named("ILR-10999991-2526-20251003-101500-01.XML")
    )


def test_without_the_file_it_is_not_judged() -> None:
    assert reason(CODE, File()) == "no file of submitted-files is loaded: openlet reference load submitted-files FILE"
