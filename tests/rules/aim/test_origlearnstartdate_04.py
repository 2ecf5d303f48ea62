from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim, with_fams
from tests.rules.table import Records, case, fires, says

CODE = "OrigLearnStartDate_04"
TABLE = [
    case("an original start without RES", on_aim(OrigLearnStartDate=date(2024, 2, 1)), True),
    case("an original start with RES", with_fams("SOF112", "RES1", OrigLearnStartDate=date(2024, 2, 1)), False),
    case(
        "funding model 38 without RES",
        on_aim(OrigLearnStartDate=date(2024, 9, 1), LearnStartDate=date(2024, 10, 1), FundModel=38),
        True,
    ),
    case("no original start", on_aim(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(OrigLearnStartDate=date(2024, 2, 1)))
    assert "1 February 2024" in said
