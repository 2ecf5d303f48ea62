import pytest

from openlet.facts.given import Given
from tests.make import START
from tests.rules.employment.statuses import with_status
from tests.rules.table import Records, case, fires, says

CODE = "ESMType_07"
TABLE = [
    *[case(f"self-employed with status {s}", with_status(s, START, ("SEI", 1)), 1) for s in (11, 12, 98)],
    case("self-employed in paid employment", with_status(10, START, ("SEI", 1)), 0),
    case("not self-employed", with_status(11, START, ("LOU", 1)), 0),
    case("no status code", with_status(None, START, ("SEI", 1)), 0),
    case("no monitoring", with_status(11, START), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "the status from 1 May 2024 is 11" in says(CODE, with_status(11, START, ("SEI", 1)))
