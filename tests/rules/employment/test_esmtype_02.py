from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import START
from tests.rules.employment.statuses import with_status
from tests.rules.table import Records, case, fires, says

CODE = "ESMType_02"
TABLE = [
    case("weekly hours are entered", with_status(10, START, ("EII", 8)), 0),
    case("weekly hours are missing", with_status(10, START), 1),
    case("another monitoring only", with_status(10, START, ("LOE", 1)), 1),
    *[case(f"status {s}", with_status(s, START), 0) for s in (11, 12, 98)],
    case("no status code", with_status(None, START), 0),
    case("from 1 August 2012", with_status(10, date(2012, 8, 1)), 1),
    case("from the day before", with_status(10, date(2012, 7, 31)), 0),
    case("no date", with_status(10, None), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "in paid employment from 1 May 2024, but the hours a week are missing" in says(CODE, with_status(10, START))
