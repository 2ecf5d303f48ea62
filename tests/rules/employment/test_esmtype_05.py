import pytest

from openlet.facts.given import Given
from tests.make import START
from tests.rules.employment.statuses import with_status
from tests.rules.table import Records, case, fires, says

CODE = "ESMType_05"
TABLE = [
    case("in paid employment with a length of unemployment", with_status(10, START, ("LOU", 1)), 1),
    case("in paid employment without one", with_status(10, START, ("EII", 8)), 0),
    *[case(f"status {s} with one", with_status(s, START, ("LOU", 1)), 0) for s in (11, 12, 98)],
    case("no status code", with_status(None, START, ("LOU", 1)), 0),
    case("no monitoring", with_status(10, START), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "but a length of unemployment (LOU) is entered" in says(CODE, with_status(10, START, ("LOU", 1)))
