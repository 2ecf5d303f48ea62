from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "AchDate_05"
TABLE = [
    case("achieved on the day of the end", on_aim(AchDate=date(2024, 7, 31), LearnActEndDate=date(2024, 7, 31)), False),
    case("achieved the day before the end", on_aim(AchDate=date(2024, 7, 30), LearnActEndDate=date(2024, 7, 31)), True),
    case(
        "the day before the end on a national bootcamp",
        on_aim(AchDate=date(2024, 7, 30), LearnActEndDate=date(2024, 7, 31), FundModel=37, ProgType=32),
        False,
    ),
    case("no end", on_aim(AchDate=date(2024, 7, 30)), False),
    case("no achievement date", on_aim(LearnActEndDate=date(2024, 7, 31)), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(AchDate=date(2024, 7, 30), LearnActEndDate=date(2024, 7, 31)))
    assert "30 July 2024" in said
    assert "31 July 2024" in said
