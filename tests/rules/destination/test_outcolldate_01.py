from datetime import date

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import DPOutcome
from tests.make import learner, outcome, progression
from tests.rules.table import Records, case, fires, judged, says

CODE = "OutCollDate_01"
THE_YEAR = judged("2023-24", date(2024, 8, 20))


def destined(*outcomes: DPOutcome) -> Records:
    return [learner(), progression(*outcomes)]


TABLE = [
    case(
        "collected on the day on which the file was prepared",
        destined(outcome(OutCollDate=date(2024, 8, 20))),
        False,
        THE_YEAR,
    ),
    case("collected the day after", destined(outcome(OutCollDate=date(2024, 8, 21))), True, THE_YEAR),
    case(
        "two such outcomes",
        destined(outcome(OutCollDate=date(2024, 8, 21)), outcome("EDU", 4, OutCollDate=date(2024, 9, 1))),
        2,
        THE_YEAR,
    ),
    case("no collection date", destined(outcome(OutCollDate=None)), False, THE_YEAR),
    case(
        "judged later than the file was prepared",
        destined(outcome(OutCollDate=date(2024, 8, 21))),
        True,
        judged("2023-24", date(2024, 9, 30), date(2024, 8, 20)),
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "collected on 21 August 2024, after the file was prepared on 20 August 2024" in says(
        CODE, destined(outcome(OutCollDate=date(2024, 8, 21))), THE_YEAR
    )
