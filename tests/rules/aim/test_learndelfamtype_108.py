from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fams
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMType_108"
TABLE = [
    case("LDM 382 alone", with_fams("SOF105", "LDM382"), True),
    case("with LDM 378", with_fams("SOF105", "LDM378", "LDM382"), False),
    case("a start on 31 July 2024", with_fams("LDM382", LearnStartDate=date(2024, 7, 31)), True),
    case("a start on 1 August 2024", with_fams("LDM382", LearnStartDate=date(2024, 8, 1)), False),
    case("no start", with_fams("LDM382", LearnStartDate=None), False),
    case("LDM 378 alone", with_fams("LDM378"), False),
    case("another code", with_fams("LDM363"), False),
    case("the number under another type", with_fams("SOF105", "DAM382"), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("SOF105", "LDM382"))
    assert "1 May 2024" in said
