from datetime import date

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import LearnerEmploymentStatus
from tests.make import learner, status
from tests.rules.table import Records, case, fires, says

CODE = "R97"
FIRST, SECOND, THIRD = date(2024, 1, 1), date(2024, 4, 1), date(2024, 6, 1)


def statuses(*records: LearnerEmploymentStatus) -> Records:
    return learner(LearnerEmploymentStatus=list(records))


def employed(since: date, emp_id: int | None = None, **monitoring: int) -> LearnerEmploymentStatus:
    record = status(10, since, **monitoring)
    record.EmpId = emp_id
    return record


TABLE = [
    case("one status", statuses(status(11, FIRST)), False),
    case("the same status on two dates", statuses(status(11, FIRST), status(11, SECOND)), True),
    case(
        "the same status on three dates is two findings",
        statuses(status(11, FIRST), status(11, SECOND), status(11, THIRD)),
        2,
    ),
    case("the same status, in the file the other way round", statuses(status(11, SECOND), status(11, FIRST)), True),
    case("another status in between", statuses(status(11, FIRST), employed(SECOND, EII=5), status(11, THIRD)), False),
    case("another status", statuses(status(11, FIRST), status(12, SECOND, LOU=1)), False),
    case("the same status on one date is for R43", statuses(status(11, FIRST), status(11, FIRST)), False),
    case("another monitoring code", statuses(employed(FIRST, EII=5), employed(SECOND, EII=6)), False),
    case("one more monitoring code", statuses(employed(FIRST, EII=5), employed(SECOND, EII=5, SEI=1)), False),
    case(
        "the same monitoring codes in another order",
        statuses(employed(FIRST, EII=5, SEI=1), employed(SECOND, SEI=1, EII=5)),
        True,
    ),
    case("another employer", statuses(employed(FIRST, 100000044, EII=5), employed(SECOND, 999999999, EII=5)), False),
    case(
        "an employer where there was none", statuses(employed(FIRST, EII=5), employed(SECOND, 999999999, EII=5)), False
    ),
    case("the same employer", statuses(employed(FIRST, 999999999, EII=5), employed(SECOND, 999999999, EII=5)), True),
    case("no status", statuses(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "from 1 April 2024 says nothing new" in says(CODE, statuses(status(11, FIRST), status(11, SECOND)))
