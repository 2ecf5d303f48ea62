import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "AimType_05"
TABLE = [
    case("aim type 5 on funding model 35", on_aim(AimType=5), True),
    case("aim type 5 on funding model 25", on_aim(AimType=5, FundModel=25), False),
    case("aim type 5 on funding model 82", on_aim(AimType=5, FundModel=82), False),
    case("aim type 4", on_aim(), False),
    case("no aim type", on_aim(AimType=None), False),
    case("no funding model", on_aim(AimType=5, FundModel=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(AimType=5))
    assert "aim type is 5" in said
    assert "funding model is 35" in said
