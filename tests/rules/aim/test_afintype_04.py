import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim, price
from tests.rules.table import Records, case, fires, says

CODE = "AFinType_04"
TABLE = [
    case("a price on a bootcamp aim", on_aim(AppFinRecord=[price()]), True),
    case("two of them", on_aim(AppFinRecord=[price(), price(AFinCode=2)]), 2),
    case("none", on_aim(), False),
    case(
        "an apprenticeship's programme aim", on_aim(AppFinRecord=[price()], AimType=1, FundModel=36, ProgType=25), False
    ),
    case(
        "an apprenticeship's component aim", on_aim(AppFinRecord=[price()], AimType=3, FundModel=36, ProgType=25), True
    ),
    case("a standard of funding model 81", on_aim(AppFinRecord=[price()], AimType=1, FundModel=81, ProgType=25), False),
    case("funding model 81 without a standard", on_aim(AppFinRecord=[price()], AimType=1, FundModel=81), True),
    case("a standard of funding model 99", on_aim(AppFinRecord=[price()], AimType=1, FundModel=99, ProgType=25), True),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(AppFinRecord=[price()]))
    assert "(TNP 1)" in said
    assert "aim type 4" in said
    assert "funding model 35" in said
