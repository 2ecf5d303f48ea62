import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fams
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMType_76"
TABLE = [
    case("LDM 034 with SOF 112", with_fams("SOF112", "LDM034"), True),
    case("LDM 034 with SOF 105", with_fams("SOF105", "LDM034"), False),
    case("LDM 034 with both", with_fams("SOF105", "SOF112", "LDM034"), True),
    case("LDM 034 without a source", with_fams("LDM034"), False),
    case("another code", with_fams("SOF112", "LDM363"), False),
    case("the number under another type", with_fams("SOF112", "DAM034"), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("SOF112", "LDM034"))
    assert "is 112" in said
