import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fams
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMType_09"
TABLE = [
    case("SOF 107 on funding model 35", with_fams("SOF107"), True),
    case("a mistyped source", with_fams("SOF121"), True),
    case("the number before the range", with_fams("SOF109"), True),
    case("the first authority of the range", with_fams("SOF110"), False),
    case("the West Midlands", with_fams("SOF112"), False),
    case("the last authority of the range", with_fams("SOF120"), False),
    case("the national adult budget", with_fams("SOF105"), False),
    case("a wrong source beside a right one", with_fams("SOF107", "SOF112"), False),
    *[
        case(f"SOF 107 on funding model {model}", with_fams("SOF107", FundModel=model), True)
        for model in (10, 11, 36, 38, 81)
    ],
    case("SOF 107 on funding model 25", with_fams("SOF107", FundModel=25), False),
    case("SOF 107 on funding model 99", with_fams("SOF107", FundModel=99), False),
    case("no source", with_fams("FFI1"), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("SOF107"))
    assert "is 107" in said
    assert "model 35" in said
