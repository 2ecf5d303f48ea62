import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "Outcome_10"
TABLE = [
    case("outcome 3 and status 1", on_aim(Outcome=3), True),
    case("outcome 3 and status 3", on_aim(Outcome=3, CompStatus=3), False),
    case("outcome 3 and status 2", on_aim(Outcome=3, CompStatus=2), False),
    case("outcome 1 and status 1", on_aim(Outcome=1), False),
    case("a national bootcamp is no exception", on_aim(Outcome=3, FundModel=37, ProgType=32), True),
    case("no outcome", on_aim(), False),
    case("no status", on_aim(Outcome=3, CompStatus=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(Outcome=3))
    assert "outcome is 3" in said
    assert "status is 1" in said
