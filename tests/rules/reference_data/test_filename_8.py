from typing import Any

import pytest

from tests.rules.reference_data.referring import references
from tests.rules.whole_file.asking import File, fires, reason, row, says

CODE = "Filename_8"


def named(name: str | None, **more: Any) -> File:
    return File(name, references=references("submitted-files"), **more)


TABLE = [
    row("later than all that were sent before", named("ILR-10999991-2526-20251003-101501-01.XML"), False),
    row("the date and time of the latest sent before", named("ILR-10999991-2526-20251003-101500-01.XML"), True),
    row("a second before the latest", named("ILR-10999991-2526-20251003-101459-01.XML"), True),
    row("before all that were sent", named("ILR-10999991-2526-20250901-093000-01.XML"), True),
    row(
        "later files of another provider and year do not count",
        named("ILR-10999991-2526-20251006-093000-01.XML"),
        False,
    ),
    row("a date that does not exist", named("ILR-10999991-2526-20251399-093000-01.XML"), False),
    row("a name of another form", named("return.xml"), False),
]


@pytest.mark.parametrize(("file", "expected"), TABLE)
def test_when_it_fires(file: File, expected: int) -> None:
    assert fires(CODE, file) == expected


def test_the_message_names_what_was_found() -> None:
    assert "not after that of ILR-10999991-2526-20251003-101500-02.XML" in says(
        CODE, named("ILR-10999991-2526-20251001-093000-01.XML")
    )


def test_without_the_file_it_is_not_judged() -> None:
    assert reason(CODE, File()) == "no file of submitted-files is loaded: openlet reference load submitted-files FILE"
