from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, judged, says

CODE = "AchDate_07"
TABLE = [
    case("achieved on the day the file was prepared", on_aim(AchDate=date(2025, 10, 6)), False),
    case("achieved the day after", on_aim(AchDate=date(2025, 10, 7)), True),
    case(
        "the day on which the return is judged does not count",
        on_aim(AchDate=date(2025, 10, 7)),
        True,
        judged(as_of=date(2025, 11, 6), prepared=date(2025, 10, 6)),
    ),
    case("no achievement date", on_aim(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(AchDate=date(2025, 10, 7)))
    assert "7 October 2025" in said
    assert "6 October 2025" in said
