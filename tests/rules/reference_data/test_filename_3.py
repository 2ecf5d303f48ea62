from typing import Any

import pytest

from tests.rules.reference_data.referring import references
from tests.rules.whole_file.asking import File, fires, reason, row, says

CODE = "Filename_3"


def named(name: str | None, **more: Any) -> File:
    return File(name, references=references("organisations"), **more)


TABLE = [
    row("a provider of the register", named("ILR-10999991-2526-20251006-093000-01.XML"), False),
    row("a provider that is not in it", named("ILR-10999998-2526-20251006-093000-01.XML"), True),
    row("a name of another form", named("return.xml"), False),
]


@pytest.mark.parametrize(("file", "expected"), TABLE)
def test_when_it_fires(file: File, expected: int) -> None:
    assert fires(CODE, file) == expected


def test_the_message_names_what_was_found() -> None:
    assert "says the UKPRN 10999998" in says(CODE, named("ILR-10999998-2526-20251006-093000-01.XML"))


def test_without_the_file_it_is_not_judged() -> None:
    assert reason(CODE, File()) == "no file of organisations is loaded: openlet reference load organisations FILE"
