from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "AchDate_09"
TABLE = [
    case("an achievement date on a bootcamp aim of an authority", on_aim(AchDate=date(2024, 7, 31)), True),
    case("the same with funding model 38", on_aim(AchDate=date(2024, 7, 31), FundModel=38), True),
    case(
        "an aim that started on 31 July 2015",
        on_aim(LearnStartDate=date(2015, 7, 31), AchDate=date(2024, 7, 31)),
        False,
    ),
    case(
        "an aim that started on 1 August 2015", on_aim(LearnStartDate=date(2015, 8, 1), AchDate=date(2024, 7, 31)), True
    ),
    case(
        "an apprenticeship standard on funding model 36",
        on_aim(AchDate=date(2024, 7, 31), FundModel=36, ProgType=25),
        False,
    ),
    case(
        "an apprenticeship standard on funding model 81",
        on_aim(AchDate=date(2024, 7, 31), FundModel=81, ProgType=25),
        False,
    ),
    case(
        "an apprenticeship standard on funding model 99",
        on_aim(AchDate=date(2024, 7, 31), FundModel=99, ProgType=25),
        True,
    ),
    case("funding model 36 without a standard", on_aim(AchDate=date(2024, 7, 31), FundModel=36), True),
    case("a national bootcamp", on_aim(AchDate=date(2024, 7, 31), FundModel=37, ProgType=32), False),
    case("funding model 37 without programme type 32", on_aim(AchDate=date(2024, 7, 31), FundModel=37), True),
    case("no achievement date", on_aim(), False),
    case("no start", on_aim(LearnStartDate=None, AchDate=date(2024, 7, 31)), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(AchDate=date(2024, 7, 31)))
    assert "31 July 2024" in said
    assert "1 May 2024" in said
