from datetime import date, timedelta

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearnerEmploymentStatus
from tests.make import START, aim, fams, learner, status
from tests.rules.table import Records, case, fires, says

CODE = "EmpStat_20"
EVE, LATER = START - timedelta(days=1), START + timedelta(days=1)
LOW_WAGES = aim(LearningDeliveryFAM=fams("LDM363"))


def low_wages(*statuses: LearnerEmploymentStatus) -> Learner:
    return learner(LOW_WAGES, LearnerEmploymentStatus=list(statuses))


TABLE = [
    case("in paid employment before the start", low_wages(status(10, EVE, EII=8)), 0),
    case("in paid employment from the start", low_wages(status(10, START, EII=8)), 0),
    case("in paid employment only after the start", low_wages(status(11, EVE), status(10, LATER, EII=8)), 1),
    case(
        "out of work on the start, in paid employment before",
        low_wages(status(10, date(2020, 1, 1), EII=8), status(11, EVE)),
        1,
    ),
    case("not known on the start", low_wages(status(98, EVE)), 1),
    case("no status", low_wages(), 1),
    case("no low wages", learner(LearnerEmploymentStatus=[]), 0),
    case("another monitoring code", learner(aim(LearningDeliveryFAM=fams("LDM362")), LearnerEmploymentStatus=[]), 0),
    case(
        "no start", learner(aim(LearnStartDate=None, LearningDeliveryFAM=fams("LDM363")), LearnerEmploymentStatus=[]), 0
    ),
    case("each aim is a finding", learner(LOW_WAGES, LOW_WAGES, LearnerEmploymentStatus=[]), 2),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "on its start, 1 May 2024, is 11" in says(CODE, low_wages(status(11, EVE)))
