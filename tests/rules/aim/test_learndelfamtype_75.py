import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fams
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMType_75"
TABLE = [
    case("the national low wage code with SOF 112", with_fams("SOF112", "LDM363"), True),
    case("LDM 034 with SOF 112", with_fams("SOF112", "LDM034"), True),
    case("LDM 357 with SOF 112", with_fams("SOF112", "LDM357"), True),
    case("LDM 379 with SOF 112", with_fams("SOF112", "LDM379"), True),
    case("LDM 388 with SOF 112", with_fams("SOF112", "LDM388"), True),
    case("two of them", with_fams("SOF112", "LDM363", "LDM388"), 2),
    case("the first authority of the range", with_fams("SOF110", "LDM363"), True),
    case("the last authority of the range", with_fams("SOF120", "LDM363"), True),
    case("with the national budget", with_fams("SOF105", "LDM363"), False),
    case("another code with SOF 112", with_fams("SOF112", "LDM378"), False),
    case("the devolved low wage code", with_fams("SOF112", "DAM010"), False),
    case("no source", with_fams("LDM363"), False),
    case("the number under another type", with_fams("SOF112", "DAM363"), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("SOF112", "LDM363"))
    assert "LDM 363" in said
    assert "is 112" in said
