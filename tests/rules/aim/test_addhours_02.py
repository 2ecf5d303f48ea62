import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "AddHours_02"
TABLE = [
    *[
        case(f"hours on funding model {model}", on_aim(AddHours=10, FundModel=model), True)
        for model in (10, 25, 37, 82, 99)
    ],
    case("0 hours are hours", on_aim(AddHours=0, FundModel=99), True),
    case("hours on funding model 35", on_aim(AddHours=10), False),
    case("hours on funding model 38", on_aim(AddHours=10, FundModel=38), False),
    case("no hours on funding model 99", on_aim(FundModel=99), False),
    case("no funding model", on_aim(AddHours=10, FundModel=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(AddHours=10, FundModel=99))
    assert "(10)" in said
    assert "funding model 99" in said
