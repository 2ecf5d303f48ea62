from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "Outcome_04"
TABLE = [
    case("an achievement date and outcome 3", on_aim(AchDate=date(2024, 7, 31), Outcome=3), True),
    case("an achievement date and no outcome", on_aim(AchDate=date(2024, 7, 31)), True),
    case("an achievement date and outcome 1", on_aim(AchDate=date(2024, 7, 31), Outcome=1), False),
    case("an apprenticeship standard", on_aim(AchDate=date(2024, 7, 31), Outcome=8, FundModel=36, ProgType=25), False),
    case(
        "a standard of funding model 81", on_aim(AchDate=date(2024, 7, 31), Outcome=8, FundModel=81, ProgType=25), True
    ),
    case("funding model 36 without a standard", on_aim(AchDate=date(2024, 7, 31), Outcome=8, FundModel=36), True),
    case("no achievement date", on_aim(Outcome=3), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(AchDate=date(2024, 7, 31), Outcome=3))
    assert "31 July 2024" in said
    assert "outcome is 3" in said
