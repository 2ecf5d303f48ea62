import pytest

from openlet.facts.given import Given
from tests.make import START
from tests.rules.employment.statuses import with_status
from tests.rules.table import Records, case, fires, says

CODE = "ESMType_18"
TABLE = [
    case("redundant in paid employment", with_status(10, START, ("OET", 1)), 1),
    *[case(f"OET {c} in paid employment", with_status(10, START, ("OET", c)), 0) for c in (2, 3, 4)],
    *[case(f"redundant with status {s}", with_status(s, START, ("OET", 1)), 0) for s in (11, 12, 98)],
    case("redundant, second of two", with_status(10, START, ("OET", 4), ("OET", 1)), 1),
    case("code 1 of another type", with_status(10, START, ("LOE", 1)), 0),
    case("no monitoring", with_status(10, START), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "in paid employment from 1 May 2024, but is marked as made redundant" in says(
        CODE, with_status(10, START, ("OET", 1))
    )
