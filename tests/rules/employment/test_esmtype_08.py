from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import START, aim
from tests.rules.employment.statuses import with_status
from tests.rules.table import Records, case, fires, says

CODE = "ESMType_08"
TABLE = [
    case("the length of unemployment is entered", with_status(11, START, ("LOU", 1)), 0),
    case("the length of unemployment is missing", with_status(11, START), 1),
    case("another monitoring only", with_status(11, START, ("BSI", 4)), 1),
    *[case(f"status {s}", with_status(s, START), 0) for s in (10, 12, 98)],
    case("no status code", with_status(None, START), 0),
    case("from 1 August 2012", with_status(11, date(2012, 8, 1)), 1),
    case("from the day before", with_status(11, date(2012, 7, 31)), 0),
    case("no date", with_status(11, None), 0),
    *[
        case(f"an aim of funding model {m}", with_status(11, START, aims=(aim(), aim(FundModel=m))), 0)
        for m in (25, 37, 82)
    ],
    *[
        case(f"an aim of funding model {m}", with_status(11, START, aims=(aim(), aim(FundModel=m))), 1)
        for m in (36, 38, 99)
    ],
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "from 1 May 2024, but the length of unemployment is missing" in says(CODE, with_status(11, START))
