import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fams
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMType_128"
TABLE = [
    case("LDM 396 on funding model 35", with_fams("LDM396"), True),
    case("LDM 396 on funding model 81", with_fams("LDM396", FundModel=81), False),
    case("LDM 396 on a national bootcamp", with_fams("LDM396", FundModel=37, ProgType=32), True),
    case("another code", with_fams("LDM363"), False),
    case("no funding model", with_fams("LDM396", FundModel=None), False),
    case("the number under another type", with_fams("DAM396"), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("LDM396"))
    assert "(LDM 396)" in said
    assert "is 35" in said
