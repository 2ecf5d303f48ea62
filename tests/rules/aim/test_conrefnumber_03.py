import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "ConRefNumber_03"
TABLE = [
    *[
        case(f"a contract reference on funding model {model}", on_aim(ConRefNumber="ASFD-0001", FundModel=model), True)
        for model in (10, 11, 25, 35, 38, 81, 82, 99)
    ],
    case("a contract reference on an apprenticeship", on_aim(ConRefNumber="ASFD-0001", FundModel=36), False),
    case("a contract reference on a national bootcamp", on_aim(ConRefNumber="SBCD-0001", FundModel=37), False),
    case("none", on_aim(), False),
    case("no funding model", on_aim(ConRefNumber="ASFD-0001", FundModel=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(ConRefNumber="ASFD-0001"))
    assert "ASFD-0001" in said
    assert "funding model 35" in said
