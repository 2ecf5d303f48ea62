from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "AchDate_03"
TABLE = [
    case("achieved on the day of the start", on_aim(LearnStartDate=date(2024, 5, 1), AchDate=date(2024, 5, 1)), False),
    case("achieved the day before the start", on_aim(LearnStartDate=date(2024, 5, 1), AchDate=date(2024, 4, 30)), True),
    case(
        "the day before the start on a national bootcamp",
        on_aim(AchDate=date(2024, 4, 30), FundModel=37, ProgType=32),
        False,
    ),
    case("funding model 37 without programme type 32", on_aim(AchDate=date(2024, 4, 30), FundModel=37), True),
    case("no achievement date", on_aim(), False),
    case("no start", on_aim(LearnStartDate=None, AchDate=date(2024, 4, 30)), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(AchDate=date(2024, 4, 30)))
    assert "30 April 2024" in said
    assert "1 May 2024" in said
