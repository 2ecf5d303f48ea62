from datetime import datetime

import pytest

from tests.rules.whole_file.asking import File, fires, reason, row, says

CODE = "Filename_7"
MADE = datetime(2025, 10, 6, 9, 30)
TABLE = [
    row("made before the check", File(), False),
    row("made at the second of the check", File(now=MADE), False),
    row("made a second after the check", File(now=datetime(2025, 10, 6, 9, 29, 59)), True),
    row("made on the day after the check", File(now=datetime(2025, 10, 5, 23, 59)), True),
    row("a date that does not exist", File("ILR-10999991-2526-20261306-093000-01.XML"), False),
    row("a name of another form", File("return.xml"), False),
]


@pytest.mark.parametrize(("file", "expected"), TABLE)
def test_when_it_fires(file: File, expected: int) -> None:
    assert fires(CODE, file) == expected


def test_the_message_names_what_was_found() -> None:
    assert "made at 2025-10-06 09:30:00, but it is 2025-10-05 12:00:00 now" in says(
        CODE, File(now=datetime(2025, 10, 5, 12, 0))
    )


def test_a_file_without_a_name_is_not_judged() -> None:
    assert reason(CODE, File(name=None)) == "the file came without a name, through standard input"


def test_it_is_skipped_while_the_day_is_not_known() -> None:
    assert reason(CODE, File(now=None)) == "the day on which the check is made is not known"
