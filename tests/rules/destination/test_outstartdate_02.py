from datetime import date

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import DPOutcome
from tests.make import learner, outcome, progression
from tests.rules.table import Records, case, fires, judged, says

CODE = "OutStartDate_02"
THE_YEAR = judged("2023-24", date(2024, 8, 20))


def destined(*outcomes: DPOutcome) -> Records:
    return [learner(), progression(*outcomes)]


TABLE = [
    case("a year after the year to the day", destined(outcome(start=date(2025, 7, 31))), False, THE_YEAR),
    case("a day more", destined(outcome(start=date(2025, 8, 1))), True, THE_YEAR),
    case("this year", destined(outcome()), False, THE_YEAR),
    case("no start", destined(outcome(start=None)), False, THE_YEAR),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "starts on 1 August 2025, after 31 July 2025" in says(
        CODE, destined(outcome(start=date(2025, 8, 1))), THE_YEAR
    )
