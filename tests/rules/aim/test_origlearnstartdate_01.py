from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "OrigLearnStartDate_01"
TABLE = [
    case("ten years to the day", on_aim(OrigLearnStartDate=date(2014, 5, 1)), False),
    case("one day more", on_aim(OrigLearnStartDate=date(2014, 4, 30)), True),
    case("no original start", on_aim(), False),
    case("no start", on_aim(LearnStartDate=None, OrigLearnStartDate=date(2014, 4, 30)), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(OrigLearnStartDate=date(2014, 4, 30)))
    assert "30 April 2014" in said
    assert "1 May 2024" in said
