from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import learner
from tests.rules.table import Records, case, fires, judged, says

CODE = "DateOfBirth_04"
TABLE = [
    case("115 on 1 August", learner(DateOfBirth=date(1910, 8, 1)), 1),
    case("115 the day after", learner(DateOfBirth=date(1910, 8, 2)), 0),
    case(
        "115 on 1 August of the year before, in that year's return",
        learner(DateOfBirth=date(1909, 8, 1)),
        1,
        judged("2024-25"),
    ),
    case(
        "114 on 1 August of the year before, in that year's return",
        learner(DateOfBirth=date(1910, 8, 1)),
        0,
        judged("2024-25"),
    ),
    case("no date of birth", learner(DateOfBirth=None), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "1 August 1910, so the learner was 115" in says(CODE, learner(DateOfBirth=date(1910, 8, 1)))
