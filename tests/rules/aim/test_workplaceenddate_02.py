from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_placement
from tests.rules.table import Records, case, fires, says

CODE = "WorkPlaceEndDate_02"
TABLE = [
    case(
        "ends with the aim",
        with_placement({"WorkPlaceEndDate": date(2024, 7, 31)}, LearnActEndDate=date(2024, 7, 31)),
        False,
    ),
    case(
        "ends the day after",
        with_placement({"WorkPlaceEndDate": date(2024, 8, 1)}, LearnActEndDate=date(2024, 7, 31)),
        True,
    ),
    case("the aim continues", with_placement({"WorkPlaceEndDate": date(2024, 8, 1)}), False),
    case("the placement continues", with_placement(LearnActEndDate=date(2024, 7, 31)), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_placement({"WorkPlaceEndDate": date(2024, 8, 1)}, LearnActEndDate=date(2024, 7, 31)))
    assert "1 August 2024" in said
    assert "31 July 2024" in said
