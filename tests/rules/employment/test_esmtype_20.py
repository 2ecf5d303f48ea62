from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import START, learner, status
from tests.rules.employment.statuses import with_status
from tests.rules.table import Records, case, fires, says

CODE = "ESMType_20"
TABLE = [
    case("the same code twice", with_status(10, START, ("OET", 2), ("OET", 2)), 1),
    case("two codes", with_status(10, START, ("OET", 2), ("OET", 3)), 0),
    case(
        "two codes, each twice, are one finding",
        with_status(10, START, ("OET", 2), ("OET", 3), ("OET", 2), ("OET", 3)),
        1,
    ),
    case("the same code twice of another type", with_status(10, START, ("EII", 8), ("EII", 8)), 0),
    case(
        "the same code with two statuses",
        learner(LearnerEmploymentStatus=[status(10, START, OET=2), status(10, date(2024, 6, 3), OET=2)]),
        0,
    ),
    case("no monitoring", with_status(10, START), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "OET 2 is entered more than once" in says(CODE, with_status(10, START, ("OET", 2), ("OET", 2)))
