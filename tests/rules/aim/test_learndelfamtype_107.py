import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fams
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMType_107"
TABLE = [
    case("LDM 320 on a bootcamp aim", with_fams("LDM320"), True),
    case("LDM 321 on a bootcamp aim", with_fams("LDM321"), True),
    case("LDM 381 on a bootcamp aim", with_fams("LDM381"), True),
    case("LDM 320 on funding model 25", with_fams("LDM320", FundModel=25), False),
    case("LDM 320 on funding model 82", with_fams("LDM320", FundModel=82), False),
    case("another code", with_fams("LDM363"), False),
    case("no funding model", with_fams("LDM320", FundModel=None), False),
    case("the number under another type", with_fams("DAM320"), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("LDM320"))
    assert "LDM 320" in said
    assert "is 35" in said
