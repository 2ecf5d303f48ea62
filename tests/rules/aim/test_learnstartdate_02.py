from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, judged, says

CODE = "LearnStartDate_02"
TABLE = [
    case("ten years before the year's first day", on_aim(LearnStartDate=date(2015, 8, 1)), False),
    case("one day more", on_aim(LearnStartDate=date(2015, 7, 31)), True),
    case("the same start a year earlier", on_aim(LearnStartDate=date(2015, 7, 31)), False, judged("2024-25")),
    case("no start", on_aim(LearnStartDate=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(LearnStartDate=date(2015, 7, 31)))
    assert "31 July 2015" in said
    assert "1 August 2015" in said
