import pytest

from openlet.facts.given import Given
from tests.make import START
from tests.rules.employment.statuses import with_status
from tests.rules.table import Records, case, fires, says

CODE = "ESMType_10"
TABLE = [
    *[case(f"status {s} with a length of employment", with_status(s, START, ("LOE", 1)), 1) for s in (11, 12)],
    *[case(f"status {s} with a length of employment", with_status(s, START, ("LOE", 1)), 0) for s in (10, 98)],
    case("out of work without one", with_status(11, START, ("LOU", 1)), 0),
    case("no status code", with_status(None, START, ("LOE", 1)), 0),
    case("no monitoring", with_status(11, START), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "The status from 1 May 2024 is 11" in says(CODE, with_status(11, START, ("LOE", 1)))
