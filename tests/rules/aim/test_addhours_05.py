from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "AddHours_05"
TABLE = [
    case("35 hours in each of two weeks", on_aim(AddHours=70, LearnPlanEndDate=date(2024, 5, 14)), False),
    case("one hour more", on_aim(AddHours=71, LearnPlanEndDate=date(2024, 5, 14)), True),
    case("60 hours in a week are let pass", on_aim(AddHours=60, LearnPlanEndDate=date(2024, 5, 7)), False),
    case("61 hours in a week", on_aim(AddHours=61, LearnPlanEndDate=date(2024, 5, 7)), True),
    case("planned to end before the start", on_aim(AddHours=100, LearnPlanEndDate=date(2024, 4, 30)), False),
    case("no hours", on_aim(LearnPlanEndDate=date(2024, 5, 1)), False),
    case("no planned end", on_aim(AddHours=71, LearnPlanEndDate=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(AddHours=71, LearnPlanEndDate=date(2024, 5, 14)))
    assert "71 additional" in said
    assert "5.1 hours every day" in said
