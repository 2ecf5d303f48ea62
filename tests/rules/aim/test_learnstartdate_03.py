from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, judged, says

CODE = "LearnStartDate_03"
TABLE = [
    case("a start on the last day of the year", on_aim(LearnStartDate=date(2026, 7, 31)), False),
    case("a start on the day after", on_aim(LearnStartDate=date(2026, 8, 1)), True),
    case(
        "a start in August 2024 in a return of 2023-24",
        on_aim(LearnStartDate=date(2024, 8, 1)),
        True,
        judged("2023-24", date(2024, 8, 20)),
    ),
    case("an apprenticeship", on_aim(LearnStartDate=date(2026, 8, 1), FundModel=36), False),
    case("a national bootcamp", on_aim(LearnStartDate=date(2026, 8, 1), FundModel=37), False),
    case("a T Level", on_aim(LearnStartDate=date(2026, 8, 1), FundModel=25, ProgType=31), False),
    case("no start", on_aim(LearnStartDate=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(LearnStartDate=date(2026, 8, 1)))
    assert "1 August 2026" in said
    assert "31 July 2026" in said
