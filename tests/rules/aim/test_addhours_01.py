from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "AddHours_01"
TABLE = [
    case("hours on an aim of July 2015", on_aim(AddHours=10, LearnStartDate=date(2015, 7, 31)), True),
    case("hours on an aim of 1 August 2015", on_aim(AddHours=10, LearnStartDate=date(2015, 8, 1)), False),
    case("0 hours are hours", on_aim(AddHours=0, LearnStartDate=date(2015, 7, 31)), True),
    *[
        case(
            f"hours of July 2015 on funding model {model}",
            on_aim(AddHours=10, LearnStartDate=date(2015, 7, 31), FundModel=model),
            True,
        )
        for model in (36, 38, 81)
    ],
    case("funding model 99", on_aim(AddHours=10, LearnStartDate=date(2015, 7, 31), FundModel=99), False),
    case("no hours", on_aim(LearnStartDate=date(2015, 7, 31)), False),
    case("no start", on_aim(AddHours=10, LearnStartDate=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(AddHours=10, LearnStartDate=date(2015, 7, 31)))
    assert "(10)" in said
    assert "31 July 2015" in said
