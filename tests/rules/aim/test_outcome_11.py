import pytest

from openlet.facts.given import Given
from tests.make import finished, learner
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "Outcome_11"
TABLE = [
    case("an outcome without an end", on_aim(Outcome=3), True),
    case("an outcome with an end", learner(finished()), False),
    case("a national bootcamp", on_aim(Outcome=3, FundModel=37, ProgType=32), False),
    case("funding model 37 without programme type 32", on_aim(Outcome=3, FundModel=37), True),
    case("no outcome", on_aim(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(Outcome=3))
    assert "outcome is 3" in said
