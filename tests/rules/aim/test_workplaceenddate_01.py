from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_placement
from tests.rules.table import Records, case, fires, says

CODE = "WorkPlaceEndDate_01"
TABLE = [
    case("ends on the day it starts", with_placement({"WorkPlaceEndDate": date(2024, 5, 1)}), False),
    case("ends the day before", with_placement({"WorkPlaceEndDate": date(2024, 4, 30)}), True),
    case("no end", with_placement(), False),
    case("no start", with_placement({"WorkPlaceStartDate": None, "WorkPlaceEndDate": date(2024, 4, 30)}), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_placement({"WorkPlaceEndDate": date(2024, 4, 30)}))
    assert "30 April 2024" in said
    assert "1 May 2024" in said
