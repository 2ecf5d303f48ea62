import pytest

from openlet.facts.given import Given
from tests.make import finished, learner
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "CompStatus_05"
TABLE = [
    case("continuing with an outcome", on_aim(Outcome=1), True),
    case("continuing without an outcome", on_aim(), False),
    case("completed with an outcome", learner(finished()), False),
    case("an apprenticeship standard", on_aim(Outcome=1, FundModel=36, ProgType=25), False),
    case("an apprenticeship standard, not funded", on_aim(Outcome=1, FundModel=99, ProgType=25), False),
    case("an apprenticeship standard of funding model 81", on_aim(Outcome=1, FundModel=81, ProgType=25), True),
    case("a national bootcamp", on_aim(Outcome=1, FundModel=37, ProgType=32), False),
    case("funding model 99 without a standard", on_aim(Outcome=1, FundModel=99), True),
    case("no status", on_aim(Outcome=1, CompStatus=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(Outcome=1))
    assert "outcome is 1" in said
