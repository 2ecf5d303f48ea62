from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim, with_fams
from tests.rules.table import Records, case, fires, judged, says

CODE = "FundModel_18"
TABLE = [
    case("35 and a start on 31 July 2024", on_aim(LearnStartDate=date(2024, 7, 31)), False),
    case("35 and a start on 1 August 2024", on_aim(LearnStartDate=date(2024, 8, 1)), True),
    case("99 and a start on 1 August 2024", on_aim(LearnStartDate=date(2024, 8, 1), FundModel=99), True),
    case("38 and a start on 1 August 2024", on_aim(LearnStartDate=date(2024, 8, 1), FundModel=38), False),
    case("11 and a start on 1 August 2024", on_aim(LearnStartDate=date(2024, 8, 1), FundModel=11), False),
    case("the first authority of the range", with_fams("SOF110", LearnStartDate=date(2024, 8, 1)), True),
    case("the last authority of the range", with_fams("SOF120", LearnStartDate=date(2024, 8, 1)), True),
    case("an authority after the range", with_fams("SOF121", LearnStartDate=date(2024, 8, 1)), False),
    case("the national adult budget", with_fams("SOF105", LearnStartDate=date(2024, 8, 1)), False),
    case("a restart", with_fams("SOF112", "FFI1", "RES1", LearnStartDate=date(2024, 8, 1)), False),
    case("no source of funding", with_fams("FFI1", LearnStartDate=date(2024, 8, 1)), False),
    case("no funding model", on_aim(LearnStartDate=date(2024, 8, 1), FundModel=None), False),
    case("no start", on_aim(LearnStartDate=None), False),
    case(
        "a return of 2023-24, before the rule",
        on_aim(LearnStartDate=date(2024, 8, 1)),
        False,
        judged("2023-24", date(2024, 8, 20)),
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(LearnStartDate=date(2024, 8, 1)))
    assert "is 112" in said
    assert "is 35" in said
    assert "WMCA guide asks for 35" in said
