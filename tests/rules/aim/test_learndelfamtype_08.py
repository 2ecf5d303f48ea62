import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fams
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMType_08"
TABLE = [
    case("SOF 105 on funding model 99", with_fams("SOF105", FundModel=99), True),
    case("SOF 107 on funding model 99", with_fams("SOF107", FundModel=99), True),
    case("SOF 112 on funding model 99", with_fams("SOF112", FundModel=99), False),
    case("SOF 105 on funding model 35", with_fams("SOF105"), False),
    case("the code under another type", with_fams("LDM105", FundModel=99), False),
    case("no source", with_fams("DAM023", FundModel=99), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("SOF105", FundModel=99))
    assert "is 105" in said
    assert "model 99" in said
