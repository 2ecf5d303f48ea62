from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fams
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMType_100"
TABLE = [
    case("a start on 31 March 2021", with_fams("LDM378", LearnStartDate=date(2021, 3, 31)), True),
    case("a start on 1 April 2021", with_fams("LDM378", LearnStartDate=date(2021, 4, 1)), False),
    case("another code", with_fams("LDM363", LearnStartDate=date(2021, 3, 31)), False),
    case("no start", with_fams("LDM378", LearnStartDate=None), False),
    case("the number under another type", with_fams("DAM378", LearnStartDate=date(2021, 3, 31)), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("LDM378", LearnStartDate=date(2021, 3, 31)))
    assert "31 March 2021" in said
