import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim, with_fams
from tests.rules.table import Records, case, fires, says

CODE = "PriorLearnFundAdj_01"
TABLE = [
    *[
        case(f"an adjustment on funding model {model}", on_aim(PriorLearnFundAdj=50, FundModel=model), True)
        for model in (10, 25, 82, 99)
    ],
    case("an adjustment of 0 is one", on_aim(PriorLearnFundAdj=0, FundModel=99), True),
    case("an adjustment on funding model 35", on_aim(PriorLearnFundAdj=50), False),
    case("an aim paid by a loan", with_fams("ADL1", PriorLearnFundAdj=50, FundModel=99), False),
    case("no adjustment", on_aim(FundModel=99), False),
    case("no funding model", on_aim(PriorLearnFundAdj=50, FundModel=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(PriorLearnFundAdj=50, FundModel=99))
    assert "(50)" in said
    assert "funding model 99" in said
