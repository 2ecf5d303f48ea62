import pytest

from openlet.facts.given import Given
from tests.make import finished, learner
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "Outcome_09"
TABLE = [
    case("outcome 8 and status 1", on_aim(Outcome=8), True),
    case("outcome 8 and status 3", on_aim(Outcome=8, CompStatus=3), True),
    case("outcome 8 and status 2", learner(finished(Outcome=8)), False),
    case("outcome 3 and status 3", on_aim(Outcome=3, CompStatus=3), False),
    case("an apprenticeship standard", on_aim(Outcome=8, AimType=1, FundModel=36, ProgType=25), False),
    case("its component aim", on_aim(Outcome=8, AimType=3, FundModel=36, ProgType=25), True),
    case("a national bootcamp", on_aim(Outcome=8, FundModel=37, ProgType=32), False),
    case("no status", on_aim(Outcome=8, CompStatus=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(Outcome=8))
    assert "status is 1" in said
