from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fams
from tests.rules.table import Records, case, fires, judged, says

CODE = "LearnDelFAMType_120"
TABLE = [
    case("LDM 378 alone", with_fams("LDM378", LearnStartDate=date(2024, 9, 1), FundModel=38), True),
    case("with LDM 391", with_fams("LDM378", "LDM391", LearnStartDate=date(2024, 9, 1), FundModel=38), False),
    case("a start on 31 July 2024", with_fams("LDM378", LearnStartDate=date(2024, 7, 31)), False),
    case("a start on 1 August 2024", with_fams("LDM378", LearnStartDate=date(2024, 8, 1)), True),
    case("no start", with_fams("LDM378", LearnStartDate=None), False),
    case("another code", with_fams("LDM363", LearnStartDate=date(2024, 9, 1)), False),
    case(
        "a return of 2023-24, before the rule",
        with_fams("LDM378", LearnStartDate=date(2024, 9, 1)),
        False,
        judged("2023-24", date(2024, 8, 20)),
    ),
    case("the number under another type", with_fams("DAM378", LearnStartDate=date(2024, 9, 1)), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("LDM378", LearnStartDate=date(2024, 9, 1)))
    assert "1 September 2024" in said
