from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "LearnPlanEndDate_03"
TABLE = [
    case(
        "one day less than ten years",
        on_aim(LearnStartDate=date(2024, 5, 1), LearnPlanEndDate=date(2034, 4, 30)),
        False,
    ),
    case("ten years to the day", on_aim(LearnStartDate=date(2024, 5, 1), LearnPlanEndDate=date(2034, 5, 1)), True),
    case("no planned end", on_aim(LearnPlanEndDate=None), False),
    case("no start", on_aim(LearnStartDate=None, LearnPlanEndDate=date(2044, 5, 1)), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(LearnStartDate=date(2024, 5, 1), LearnPlanEndDate=date(2034, 5, 1)))
    assert "1 May 2034" in said
    assert "1 May 2024" in said
