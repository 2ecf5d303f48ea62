import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fams
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMType_22"
TABLE = [
    case("on funding model 99", with_fams("FFI1", FundModel=99), True),
    case("on funding model 36", with_fams("FFI1", FundModel=36), True),
    case("on funding model 35", with_fams("SOF112", "FFI1"), False),
    *[case(f"on funding model {model}", with_fams("FFI1", FundModel=model), False) for model in (10, 11, 37, 38, 81)],
    case("no indicator", with_fams("SOF112", FundModel=99), False),
    case("no funding model", with_fams("FFI1", FundModel=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("FFI1", FundModel=99))
    assert "(FFI 1)" in said
    assert "funding model 99" in said
