import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fams
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMType_105"
TABLE = [
    case("with the national budget, funding model 35", with_fams("SOF105", "LDM379"), False),
    case("with the national budget, funding model 10", with_fams("SOF105", "LDM379", FundModel=10), False),
    case("with SOF 112", with_fams("SOF112", "LDM379"), True),
    case("with both sources", with_fams("SOF105", "SOF112", "LDM379"), True),
    case("without a source", with_fams("LDM379"), False),
    case("on funding model 99", with_fams("SOF105", "LDM379", FundModel=99), True),
    case("on funding model 38", with_fams("SOF105", "LDM379", FundModel=38), True),
    case("on funding model 11", with_fams("SOF105", "LDM379", FundModel=11), True),
    case("with a programme type", with_fams("SOF105", "LDM379", ProgType=24), True),
    case("no funding model", with_fams("SOF105", "LDM379", FundModel=None), False),
    case("another code", with_fams("SOF112", "LDM363"), False),
    case("the number under another type", with_fams("SOF112", "DAM379"), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("SOF112", "LDM379"))
    assert "funding model 35, source 112 and programme type blank" in said
