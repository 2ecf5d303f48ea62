from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fams
from tests.rules.table import Records, case, fires, says

CODE = "FundModel_10"
TABLE = [
    case("funding model 99 with SOF 112", with_fams("SOF112", FundModel=99), True),
    case("funding model 38 with SOF 112", with_fams("SOF112", FundModel=38), True),
    case("funding model 35 with SOF 112", with_fams("SOF112"), False),
    case("funding model 10 with SOF 112", with_fams("SOF112", FundModel=10), False),
    case("funding model 99 with SOF 105", with_fams("SOF105", FundModel=99), False),
    case("the first authority of the range", with_fams("SOF110", FundModel=99), True),
    case("the last authority of the range", with_fams("SOF120", FundModel=99), True),
    case("an authority after the range", with_fams("SOF121", FundModel=99), False),
    case("a start on 31 July 2024", with_fams("SOF112", FundModel=99, LearnStartDate=date(2024, 7, 31)), True),
    case("a start on 1 August 2024", with_fams("SOF112", FundModel=99, LearnStartDate=date(2024, 8, 1)), False),
    case("no funding model", with_fams("SOF112", FundModel=None), False),
    case("no start", with_fams("SOF112", FundModel=99, LearnStartDate=None), False),
    case("no source of funding", with_fams("FFI1", FundModel=99), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("SOF112", FundModel=99))
    assert "is 112" in said
    assert "is 99" in said
    assert "1 May 2024" in said
