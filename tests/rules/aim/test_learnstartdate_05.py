from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import aim, learner
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "LearnStartDate_05"
TABLE = [
    case("born the day before the start", learner(DateOfBirth=date(2024, 4, 30)), False),
    case("born on the day of the start", learner(DateOfBirth=date(2024, 5, 1)), True),
    case("born after the start", learner(DateOfBirth=date(2024, 5, 2)), True),
    case("one of two aims starts too early", learner(aim(LearnStartDate=date(1990, 2, 3)), aim(AimSeqNumber=2)), True),
    case("no date of birth", learner(DateOfBirth=None), False),
    case("no start", on_aim(LearnStartDate=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, learner(DateOfBirth=date(2024, 5, 2)))
    assert "1 May 2024" in said
    assert "2 May 2024" in said
