from datetime import date

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import LearnerEmploymentStatus
from tests.make import learner, status
from tests.rules.table import Records, case, fires, says

CODE = "DateEmpStatApp_02"
TABLE = [
    case("on 1 August 1990", learner(LearnerEmploymentStatus=[status(10, date(1990, 8, 1), EII=8)]), 0),
    case("the day before", learner(LearnerEmploymentStatus=[status(10, date(1990, 7, 31), EII=8)]), 1),
    case("no date", learner(LearnerEmploymentStatus=[LearnerEmploymentStatus(EmpStat=10)]), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "applies from 31 July 1990" in says(
        CODE, learner(LearnerEmploymentStatus=[status(10, date(1990, 7, 31), EII=8)])
    )
