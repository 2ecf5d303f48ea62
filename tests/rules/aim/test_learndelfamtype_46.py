import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fams
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMType_46"
TABLE = [
    case("on funding model 99", with_fams("FLN1", FundModel=99), True),
    case("on funding model 10", with_fams("FLN1", FundModel=10), True),
    case("on funding model 35", with_fams("SOF112", "FLN1"), False),
    case("on funding model 38", with_fams("SOF112", "FLN1", FundModel=38), False),
    case("none", with_fams("SOF112", FundModel=99), False),
    case("no funding model", with_fams("FLN1", FundModel=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("FLN1", FundModel=99))
    assert "(FLN 1)" in said
    assert "is 99" in said
