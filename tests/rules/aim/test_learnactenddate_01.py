from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "LearnActEndDate_01"
TABLE = [
    case("ended on the day of the start", on_aim(LearnActEndDate=date(2024, 5, 1)), False),
    case("ended the day before the start", on_aim(LearnActEndDate=date(2024, 4, 30)), True),
    case("no end", on_aim(), False),
    case("no start", on_aim(LearnStartDate=None, LearnActEndDate=date(2024, 4, 30)), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(LearnActEndDate=date(2024, 4, 30)))
    assert "30 April 2024" in said
    assert "1 May 2024" in said
