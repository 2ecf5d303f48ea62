import pytest

from openlet.facts.given import Given
from tests.make import START
from tests.rules.employment.statuses import with_status
from tests.rules.table import Records, case, fires, says

CODE = "ESMType_19"
TABLE = [
    *[case(f"small or medium employer with status {s}", with_status(s, START, ("OET", 2)), 1) for s in (11, 12, 98)],
    case("small or medium employer in paid employment", with_status(10, START, ("OET", 2)), 0),
    case("no status code", with_status(None, START, ("OET", 2)), 1),
    *[case(f"OET {c} out of work", with_status(11, START, ("OET", c)), 0) for c in (1, 3, 4)],
    case("code 2 of another type", with_status(11, START, ("LOU", 2)), 0),
    case("no monitoring", with_status(11, START), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "the status from 1 May 2024 is 11" in says(CODE, with_status(11, START, ("OET", 2)))
