from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fams
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMType_69"
TABLE = [
    case("LDM 357 on funding model 38", with_fams("LDM357", FundModel=38), True),
    case("LDM 357 on funding model 35", with_fams("LDM357"), False),
    case("LDM 357 on funding model 10", with_fams("LDM357", FundModel=10), False),
    case("a start on 31 October 2017", with_fams("LDM357", LearnStartDate=date(2017, 10, 31)), True),
    case("a start on 1 November 2017", with_fams("LDM357", LearnStartDate=date(2017, 11, 1)), False),
    case("another code", with_fams("LDM363", FundModel=38), False),
    case("neither funding model nor start", with_fams("LDM357", FundModel=None, LearnStartDate=None), False),
    case("the number under another type", with_fams("DAM357", FundModel=38), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("LDM357", FundModel=38))
    assert "has 38" in said
    assert "1 May 2024" in said
