import pytest

from openlet.facts.given import Given
from tests.make import finished, learner
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "CompStatus_03"
TABLE = [
    case("status 2 without an end", on_aim(CompStatus=2, Outcome=1), True),
    case("status 3 without an end", on_aim(CompStatus=3), True),
    case("status 6 without an end", on_aim(CompStatus=6), True),
    case("status 1 without an end", on_aim(), False),
    case("no status and no end", on_aim(CompStatus=None), False),
    case("status 2 with an end", learner(finished()), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(CompStatus=2, Outcome=1))
    assert "status is 2" in said
