from datetime import date, timedelta
from typing import Any

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearnerEmploymentStatus
from tests.make import START, aim, fams, learner, status
from tests.rules.table import Records, case, fires, says

CODE = "EmpStat_08"
EVE = START - timedelta(days=1)
NONE: dict[str, Any] = {"LearnerEmploymentStatus": []}


def since(*days: date) -> Learner:
    """A learner with an employment status from each of some days."""
    return learner(LearnerEmploymentStatus=[status(since=day) for day in days])


TABLE = [
    case("a status from the day before the start", since(EVE), 0),
    case("a status from the start only", since(START), 1),
    case("one before and one after", since(EVE, START), 0),
    *[case(f"no status, funding model {m}", learner(aim(FundModel=m), **NONE), 1) for m in (35, 37, 81, 99)],
    *[case(f"no status, funding model {m}", learner(aim(FundModel=m), **NONE), 0) for m in (10, 25, 36, 38)],
    case("an apprenticeship", learner(aim(ProgType=25), **NONE), 0),
    case(
        "community learning of a local authority",
        learner(aim(FundModel=99, LearningDeliveryFAM=fams("SOF108")), **NONE),
        0,
    ),
    case("source 108 on adult skills", learner(aim(LearningDeliveryFAM=fams("SOF108")), **NONE), 1),
    case("started on 1 August 2014", learner(aim(LearnStartDate=date(2014, 8, 1)), **NONE), 1),
    case("started on 31 July 2014", learner(aim(LearnStartDate=date(2014, 7, 31)), **NONE), 0),
    case("19 on 31 August of the year of the start", learner(DateOfBirth=date(2004, 8, 31), **NONE), 1),
    case("18 on that day", learner(DateOfBirth=date(2004, 9, 1), **NONE), 0),
    case("no date of birth", learner(DateOfBirth=None, **NONE), 0),
    case("no start", learner(aim(LearnStartDate=None), **NONE), 0),
    case("in custody", learner(aim(LearningDeliveryFAM=fams("LDM034")), **NONE), 1),
    case("each aim is a finding", learner(aim(), aim(FundModel=99), **NONE), 2),
    case("a status without a date", learner(LearnerEmploymentStatus=[LearnerEmploymentStatus(EmpStat=10)]), 1),
    case(
        "a date that cannot be read",
        learner(LearnerEmploymentStatus=[LearnerEmploymentStatus(EmpStat=10, raw={"DateEmpStatApp": "1 May"})]),
        0,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "No employment status applies before the start on 1 May 2024" in says(CODE, learner(**NONE))
