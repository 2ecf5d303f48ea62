import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fams
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMType_68"
TABLE = [
    case("LDM 356 on a bootcamp aim", with_fams("LDM356"), True),
    case("on a programme aim of an apprenticeship", with_fams("LDM356", FundModel=36, AimType=1), False),
    case("on a component aim of an apprenticeship", with_fams("LDM356", FundModel=36, AimType=3), False),
    case("on a programme aim of another funding model", with_fams("LDM356", AimType=1), False),
    case("another code", with_fams("LDM363"), False),
    case("no funding model", with_fams("LDM356", FundModel=None), False),
    case("the number under another type", with_fams("DAM356"), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("LDM356"))
    assert "model 35" in said
    assert "type 4" in said
