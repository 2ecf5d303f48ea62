from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "AchDate_04"
TABLE = [
    case("achieved without an end", on_aim(AchDate=date(2024, 7, 31)), True),
    case("achieved with an end", on_aim(AchDate=date(2024, 7, 31), LearnActEndDate=date(2024, 7, 31)), False),
    case(
        "achieved without an end on a national bootcamp",
        on_aim(AchDate=date(2024, 7, 31), FundModel=37, ProgType=32),
        False,
    ),
    case("programme type 32 without funding model 37", on_aim(AchDate=date(2024, 7, 31), ProgType=32), True),
    case("neither", on_aim(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(AchDate=date(2024, 7, 31)))
    assert "31 July 2024" in said
