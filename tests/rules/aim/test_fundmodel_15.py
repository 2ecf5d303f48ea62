import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fams
from tests.rules.table import Records, case, fires, says

CODE = "FundModel_15"
TABLE = [
    case("LDM 378 on funding model 99", with_fams("LDM378", FundModel=99), True),
    case("LDM 378 on funding model 37", with_fams("LDM378", FundModel=37), True),
    case("LDM 378 on funding model 35", with_fams("SOF112", "LDM378"), False),
    case("LDM 378 on funding model 38", with_fams("SOF112", "LDM378", FundModel=38), False),
    case("another monitoring code", with_fams("LDM375", FundModel=99), False),
    case("the code under another type", with_fams("DAM378", FundModel=99), False),
    case("no funding model", with_fams("LDM378", FundModel=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("LDM378", FundModel=99))
    assert "is 99" in said
