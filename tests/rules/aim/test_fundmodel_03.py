import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fams
from tests.rules.table import Records, case, fires, says

CODE = "FundModel_03"
TABLE = [
    case("a loan on funding model 35", with_fams("SOF112", "FFI1", "ADL1"), True),
    case("a loan on funding model 38", with_fams("SOF112", "FFI1", "ADL1", FundModel=38), True),
    case("two loan indicators, one message", with_fams("ADL1", "ADL1"), 1),
    case("a loan on funding model 99", with_fams("ADL1", FundModel=99), False),
    case("no loan", with_fams("SOF112", "FFI1"), False),
    case("no funding model", with_fams("ADL1", FundModel=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("SOF112", "FFI1", "ADL1"))
    assert "is 35" in said
