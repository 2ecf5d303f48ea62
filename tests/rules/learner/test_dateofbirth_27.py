from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import learner
from tests.rules.table import Records, case, fires, judged, says

CODE = "DateOfBirth_27"
TABLE = [
    case("born the day before the year", learner(DateOfBirth=date(2025, 7, 31)), 0),
    case("born on its first day", learner(DateOfBirth=date(2025, 8, 1)), 1),
    case("the same day in the return of the year after", learner(DateOfBirth=date(2024, 8, 1)), 0),
    case("the same day in the return of that year", learner(DateOfBirth=date(2024, 8, 1)), 1, judged("2024-25")),
    case("no date of birth", learner(DateOfBirth=None), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "The date of birth is 1 August 2025" in says(CODE, learner(DateOfBirth=date(2025, 8, 1)))
