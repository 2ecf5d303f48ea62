from datetime import date

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import DPOutcome
from tests.make import learner, outcome, progression
from tests.rules.table import Records, case, fires, judged, says

CODE = "OutEndDate_01"
THE_YEAR = judged("2023-24", date(2024, 8, 20))


def destined(*outcomes: DPOutcome) -> Records:
    return [learner(), progression(*outcomes)]


TABLE = [
    case(
        "ends on the day of its start",
        destined(outcome(start=date(2024, 8, 5), OutEndDate=date(2024, 8, 5))),
        False,
        THE_YEAR,
    ),
    case("ends the day before", destined(outcome(start=date(2024, 8, 5), OutEndDate=date(2024, 8, 4))), True, THE_YEAR),
    case("ends later", destined(outcome(start=date(2024, 8, 5), OutEndDate=date(2024, 8, 6))), False, THE_YEAR),
    case("no end", destined(outcome()), False, THE_YEAR),
    case("no start", destined(outcome(start=None, OutEndDate=date(2024, 8, 5))), False, THE_YEAR),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "ends on 4 August 2024, before it starts on 5 August 2024" in says(
        CODE, destined(outcome(start=date(2024, 8, 5), OutEndDate=date(2024, 8, 4))), THE_YEAR
    )
