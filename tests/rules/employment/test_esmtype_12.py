from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import START
from tests.rules.employment.statuses import with_status
from tests.rules.table import Records, case, fires, says

CODE = "ESMType_12"
TABLE = [
    *[case(f"status {s} with weekly hours", with_status(s, START, ("EII", 8)), 1) for s in (11, 12)],
    *[case(f"status {s} with self-employment", with_status(s, START, ("SEI", 1)), 1) for s in (11, 12)],
    *[case(f"status {s} with weekly hours", with_status(s, START, ("EII", 8)), 0) for s in (10, 98)],
    case("both are one finding", with_status(11, START, ("EII", 8), ("SEI", 1)), 1),
    case("from 1 August 2013", with_status(11, date(2013, 8, 1), ("EII", 8)), 1),
    case("from the day before", with_status(11, date(2013, 7, 31), ("EII", 8)), 0),
    case("no date", with_status(11, None, ("EII", 8)), 0),
    case("other monitoring", with_status(11, START, ("LOU", 1)), 0),
    case("no status code", with_status(None, START, ("EII", 8)), 0),
    case("no monitoring", with_status(11, START), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "The status from 1 May 2024 is 11" in says(CODE, with_status(11, START, ("EII", 8)))
