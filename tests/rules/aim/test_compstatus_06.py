import pytest

from openlet.facts.given import Given
from tests.make import finished, learner
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "CompStatus_06"
TABLE = [
    case("withdrawn and achieved", on_aim(CompStatus=3, Outcome=1), True),
    case("on a break and achieved", on_aim(CompStatus=6, Outcome=1), True),
    case("withdrawn, outcome not yet known", on_aim(CompStatus=3, Outcome=8), True),
    case("withdrawn and not achieved", on_aim(CompStatus=3, Outcome=3), False),
    case("completed and achieved", learner(finished()), False),
    case("a national bootcamp", on_aim(CompStatus=3, Outcome=1, FundModel=37, ProgType=32), False),
    case("programme type 32 without funding model 37", on_aim(CompStatus=3, Outcome=1, ProgType=32), True),
    case("withdrawn without an outcome", on_aim(CompStatus=3), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(CompStatus=3, Outcome=1))
    assert "status is 3" in said
    assert "outcome is 1" in said
