from datetime import date, datetime

import pytest

from tests.rules.whole_file.asking import File, fires, reason, row, says

CODE = "Header_2"
TABLE = [
    row("prepared on the day of the check", File(), False),
    row("prepared on the day of the check, which has just begun", File(now=datetime(2025, 10, 6, 0, 0)), False),
    row("prepared on the day after the check", File(prepared=date(2025, 10, 7)), True),
    row("prepared on the day before", File(prepared=date(2025, 10, 5)), False),
    row("through standard input", File(name=None, prepared=date(2025, 10, 7)), True),
]


@pytest.mark.parametrize(("file", "expected"), TABLE)
def test_when_it_fires(file: File, expected: int) -> None:
    assert fires(CODE, file) == expected


def test_the_message_names_what_was_found() -> None:
    assert "prepared on 7 October 2025, but today is 6 October 2025" in says(CODE, File(prepared=date(2025, 10, 7)))


def test_it_is_skipped_while_the_day_is_not_known() -> None:
    assert reason(CODE, File(now=None)) == "the day on which the check is made is not known"
