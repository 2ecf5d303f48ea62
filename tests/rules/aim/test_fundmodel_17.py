from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import learner, milestone
from tests.rules.aim.records import on_aim, with_fams
from tests.rules.table import Records, case, fires, judged, says

CODE = "FundModel_17"
TABLE = [
    case("35 and a start on 31 July 2024", on_aim(LearnStartDate=date(2024, 7, 31)), False),
    case("35 and a start on 1 August 2024", on_aim(LearnStartDate=date(2024, 8, 1)), True),
    case("38 and a start on 1 August 2024", on_aim(LearnStartDate=date(2024, 8, 1), FundModel=38), False),
    case("a restart", with_fams("SOF112", "FFI1", "RES1", LearnStartDate=date(2024, 8, 1)), False),
    case("a milestone aim of September 2024", learner(milestone(day=date(2024, 9, 2))), True),
    case("no start", on_aim(LearnStartDate=None), False),
    case("no funding model", on_aim(LearnStartDate=date(2024, 8, 1), FundModel=None), False),
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
    assert "1 August 2024. The national service refuses 35" in said
    assert "WMCA guide asks for 35" in said
