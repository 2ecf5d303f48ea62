from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "AddHours_06"
TABLE = [
    case("9 hours on each of five days", on_aim(AddHours=45, LearnPlanEndDate=date(2024, 5, 5)), False),
    case("one hour more", on_aim(AddHours=46, LearnPlanEndDate=date(2024, 5, 5)), True),
    case("one hour less than whole days", on_aim(AddHours=119, LearnPlanEndDate=date(2024, 5, 5)), True),
    case("whole days", on_aim(AddHours=120, LearnPlanEndDate=date(2024, 5, 5)), False),
    case("no hours", on_aim(LearnPlanEndDate=date(2024, 5, 1)), False),
    case("no start", on_aim(AddHours=46, LearnStartDate=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(AddHours=46, LearnPlanEndDate=date(2024, 5, 5)))
    assert "46 additional" in said
    assert "9.2 hours every day" in said
