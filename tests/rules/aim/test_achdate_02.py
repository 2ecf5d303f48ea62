from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, judged, says

CODE = "AchDate_02"
TABLE = [
    case("the achievement date is the last day of the year", on_aim(AchDate=date(2026, 7, 31)), False),
    case("the achievement date is the day after", on_aim(AchDate=date(2026, 8, 1)), True),
    case(
        "the same date in a return of 2024-25, one day after its year",
        on_aim(AchDate=date(2025, 8, 1)),
        True,
        judged("2024-25"),
    ),
    case("no achievement date", on_aim(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(AchDate=date(2026, 8, 1)))
    assert "1 August 2026" in said
    assert "31 July 2026" in said
