from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim, with_fams
from tests.rules.table import Records, case, fires, judged, says

CODE = "FundModel_19"
TABLE = [
    case("38 and a start on 31 July 2024", on_aim(LearnStartDate=date(2024, 7, 31), FundModel=38), True),
    case("38 and a start on 1 August 2024", on_aim(LearnStartDate=date(2024, 8, 1), FundModel=38), False),
    case("35 and a start on 31 July 2024", on_aim(LearnStartDate=date(2024, 7, 31)), False),
    case(
        "a restart is no exception", with_fams("SOF112", "RES1", LearnStartDate=date(2024, 7, 31), FundModel=38), True
    ),
    case("no start", on_aim(LearnStartDate=None, FundModel=38), False),
    case("a return of 2023-24, before the rule", on_aim(FundModel=38), False, judged("2023-24", date(2024, 8, 20))),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(LearnStartDate=date(2024, 7, 31), FundModel=38))
    assert "31 July 2024" in said
    assert "Enter 35" in said
