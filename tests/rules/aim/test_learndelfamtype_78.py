import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fams
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMType_78"
TABLE = [
    case("DAM 023 on funding model 99", with_fams("SOF112", "DAM023", FundModel=99), True),
    case("DAM 023 on a national bootcamp", with_fams("SOF105", "DAM023", FundModel=37), True),
    case("two of them", with_fams("DAM001", "DAM023", FundModel=99), 2),
    case("DAM 023 on funding model 35", with_fams("SOF112", "DAM023"), False),
    case("DAM 023 on funding model 38", with_fams("SOF112", "DAM023", FundModel=38), False),
    case("DAM 023 on funding model 11", with_fams("SOF112", "DAM023", FundModel=11), False),
    case("DAM 023 on funding model 10", with_fams("SOF112", "DAM023", FundModel=10), False),
    case("none", with_fams("SOF112", FundModel=99), False),
    case("no funding model", with_fams("DAM023", FundModel=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("SOF112", "DAM023", FundModel=99))
    assert "(DAM 023)" in said
    assert "funding model 99" in said
