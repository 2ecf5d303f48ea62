from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fams
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMType_15"
TABLE = [
    case("a proxy aim that has ended", with_fams("LDM118", LearnActEndDate=date(2024, 7, 31)), True),
    case("a proxy aim that continues", with_fams("LDM118"), False),
    case("another code on an ended aim", with_fams("LDM363", LearnActEndDate=date(2024, 7, 31)), False),
    case("the number under another type", with_fams("DAM118", LearnActEndDate=date(2024, 7, 31)), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("LDM118", LearnActEndDate=date(2024, 7, 31)))
    assert "31 July 2024" in said
