import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fams
from tests.rules.table import Records, case, fires, judged, says

CODE = "LearnDelFAMType_134"
TABLE = [
    case("SOF 121 on funding model 35", with_fams("SOF121"), True),
    case("SOF 122 on funding model 10", with_fams("SOF122", FundModel=10), True),
    case("SOF 123 on funding model 35", with_fams("SOF123"), True),
    case("SOF 121 on funding model 38", with_fams("SOF121", FundModel=38), False),
    case("SOF 120 on funding model 35", with_fams("SOF120"), False),
    case("no funding model", with_fams("SOF121", FundModel=None), False),
    case("a return of 2024-25, before the rule", with_fams("SOF121"), False, judged("2024-25")),
    case("the number under another type", with_fams("LDM121"), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("SOF121"))
    assert "is 121" in said
    assert "model 35" in said
