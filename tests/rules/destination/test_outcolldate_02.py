from datetime import date

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import DPOutcome
from tests.make import learner, outcome, progression
from tests.rules.table import Records, case, fires, judged, says

CODE = "OutCollDate_02"
THE_YEAR = judged("2023-24", date(2024, 8, 20))


def destined(*outcomes: DPOutcome) -> Records:
    return [learner(), progression(*outcomes)]


TABLE = [
    case("ten years before the year to the day", destined(outcome(OutCollDate=date(2013, 8, 1))), False, THE_YEAR),
    case("a day more", destined(outcome(OutCollDate=date(2013, 7, 31))), True, THE_YEAR),
    case("this year", destined(outcome()), False, THE_YEAR),
    case("no collection date", destined(outcome(OutCollDate=None)), False, THE_YEAR),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "collected on 31 July 2013, before 1 August 2013" in says(
        CODE, destined(outcome(OutCollDate=date(2013, 7, 31))), THE_YEAR
    )
