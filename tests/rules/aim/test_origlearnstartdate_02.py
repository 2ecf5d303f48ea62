from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "OrigLearnStartDate_02"
TABLE = [
    case("originally started the day before", on_aim(OrigLearnStartDate=date(2024, 4, 30)), False),
    case("originally started the same day", on_aim(OrigLearnStartDate=date(2024, 5, 1)), True),
    case("originally started later", on_aim(OrigLearnStartDate=date(2024, 5, 2)), True),
    case("no original start", on_aim(), False),
    case("no start", on_aim(LearnStartDate=None, OrigLearnStartDate=date(2024, 5, 1)), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(OrigLearnStartDate=date(2024, 5, 2)))
    assert "2 May 2024" in said
    assert "1 May 2024" in said
