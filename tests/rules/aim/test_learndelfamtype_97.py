import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fams
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMType_97"
TABLE = [
    case("DAM 002 with SOF 105", with_fams("SOF105", "DAM002"), True),
    case("DAM 002 with SOF 112", with_fams("SOF112", "DAM002"), False),
    case("DAM 002 with both", with_fams("SOF105", "SOF112", "DAM002"), True),
    case("DAM 002 with SOF 105 on funding model 10", with_fams("SOF105", "DAM002", FundModel=10), False),
    case("another code", with_fams("SOF105", "DAM023"), False),
    case("no funding model", with_fams("SOF105", "DAM002", FundModel=None), False),
    case("the number under another type", with_fams("SOF105", "LDM002"), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("SOF105", "DAM002"))
    assert "(DAM 002)" in said
