from datetime import date

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import LearnerEmploymentStatus
from tests.make import learner, status
from tests.rules.table import Records, case, fires, judged, says

CODE = "DateEmpStatApp_01"
TABLE = [
    case("on the last day of the year", learner(LearnerEmploymentStatus=[status(10, date(2026, 7, 31), EII=8)]), 0),
    case("the day after", learner(LearnerEmploymentStatus=[status(10, date(2026, 8, 1), EII=8)]), 1),
    case(
        "the day after, in the return of the year before",
        learner(LearnerEmploymentStatus=[status(10, date(2025, 8, 1), EII=8)]),
        1,
        judged("2024-25"),
    ),
    case("no date", learner(LearnerEmploymentStatus=[LearnerEmploymentStatus(EmpStat=10)]), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "applies from 1 August 2026, after the end of the year of this return (31 July 2026)" in says(
        CODE, learner(LearnerEmploymentStatus=[status(10, date(2026, 8, 1), EII=8)])
    )
