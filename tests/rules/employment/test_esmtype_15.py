from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import START, learner, status
from tests.rules.employment.statuses import with_status
from tests.rules.table import Records, case, fires, says

CODE = "ESMType_15"
TABLE = [
    *[
        case(f"{k} twice", with_status(10, START, (k, 1), (k, 2)), 1)
        for k in ("SEI", "EII", "LOU", "LOE", "BSI", "PEI", "SEM")
    ],
    case("OET twice", with_status(10, START, ("OET", 1), ("OET", 2)), 0),
    case("each once", with_status(10, START, ("EII", 8), ("LOE", 1)), 0),
    case("two types twice are one finding", with_status(10, START, ("EII", 8), ("EII", 8), ("LOE", 1), ("LOE", 1)), 1),
    case(
        "the same type with two statuses",
        learner(LearnerEmploymentStatus=[status(10, START, EII=8), status(10, date(2024, 6, 3), EII=7)]),
        0,
    ),
    case("no monitoring", with_status(10, START), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "EII is entered more than once with the employment status from 1 May 2024" in says(
        CODE, with_status(10, START, ("EII", 8), ("EII", 7))
    )
