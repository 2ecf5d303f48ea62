from datetime import date, timedelta
from typing import Any

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import Learner
from tests.make import START, aim, learner, status
from tests.rules.table import Records, case, fires, judged, says

CODE = "EmpStat_21"
FUND = aim(FundModel=38)
EVE = START - timedelta(days=1)
NONE: dict[str, Any] = {"LearnerEmploymentStatus": []}


def since(*days: date) -> Learner:
    """A learner with an employment status from each of some days."""
    return learner(FUND, LearnerEmploymentStatus=[status(since=day) for day in days])


TABLE = [
    case("a status from the day before the start", since(EVE), 0),
    case("a status from the start only", since(START), 1),
    case("no status", learner(FUND, **NONE), 1),
    case("no status, another funding model", learner(aim(FundModel=35), **NONE), 0),
    case("19 on 31 August of the year of the start", learner(FUND, DateOfBirth=date(2004, 8, 31), **NONE), 1),
    case("18 on that day", learner(FUND, DateOfBirth=date(2004, 9, 1), **NONE), 0),
    case("no date of birth", learner(FUND, DateOfBirth=None, **NONE), 0),
    case("no start", learner(aim(FundModel=38, LearnStartDate=None), **NONE), 0),
    case("each aim is a finding", learner(FUND, FUND, **NONE), 2),
    case("in the year before the rule came", learner(FUND, **NONE), 0, judged("2023-24")),
    case("in its first year", learner(FUND, **NONE), 1, judged("2024-25")),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "No employment status applies before the start on 1 May 2024" in says(CODE, learner(FUND, **NONE))
