from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "AddHours_04"
TABLE = [
    case("24 hours on each of five days", on_aim(AddHours=120, LearnPlanEndDate=date(2024, 5, 5)), False),
    case("one hour more", on_aim(AddHours=121, LearnPlanEndDate=date(2024, 5, 5)), True),
    case("60 hours on one day are let pass", on_aim(AddHours=60, LearnPlanEndDate=date(2024, 5, 1)), False),
    case("61 hours on one day", on_aim(AddHours=61, LearnPlanEndDate=date(2024, 5, 1)), True),
    case("planned to end before the start", on_aim(AddHours=100, LearnPlanEndDate=date(2024, 4, 30)), False),
    case("no hours", on_aim(LearnPlanEndDate=date(2024, 5, 1)), False),
    case("no planned end", on_aim(AddHours=121, LearnPlanEndDate=None), False),
    case("no start", on_aim(AddHours=121, LearnStartDate=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(AddHours=121, LearnPlanEndDate=date(2024, 5, 5)))
    assert "121 additional" in said
    assert "24.2 hours every day" in said
