from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_placement
from tests.rules.table import Records, case, fires, says

CODE = "WorkPlaceStartDate_02"
TABLE = [
    case("starts with the aim", with_placement({"WorkPlaceStartDate": date(2024, 5, 1)}), False),
    case("starts the day before", with_placement({"WorkPlaceStartDate": date(2024, 4, 30)}), True),
    case("no start of the placement", with_placement({"WorkPlaceStartDate": None}), False),
    case("no start of the aim", with_placement(LearnStartDate=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_placement({"WorkPlaceStartDate": date(2024, 4, 30)}))
    assert "30 April 2024" in said
    assert "1 May 2024" in said
