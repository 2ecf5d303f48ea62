from datetime import date

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import DPOutcome
from tests.make import learner, outcome, progression
from tests.rules.table import Records, case, fires, judged, says

CODE = "OutType_02"
THE_YEAR = judged("2023-24", date(2024, 8, 20))
DAY, NEXT = date(2024, 8, 5), date(2024, 8, 6)


def destined(*outcomes: DPOutcome) -> Records:
    return [learner(), progression(*outcomes)]


TABLE = [
    case("one outcome", destined(outcome()), False, THE_YEAR),
    case("EMP twice on one day", destined(outcome("EMP", 1, DAY), outcome("EMP", 2, DAY)), True, THE_YEAR),
    case("GAP twice on one day", destined(outcome("GAP", 1, DAY), outcome("GAP", 2, DAY)), True, THE_YEAR),
    case("NPE twice on one day", destined(outcome("NPE", 1, DAY), outcome("NPE", 2, DAY)), True, THE_YEAR),
    case("OTH twice on one day", destined(outcome("OTH", 1, DAY), outcome("OTH", 2, DAY)), True, THE_YEAR),
    case("SDE twice on one day", destined(outcome("SDE", 1, DAY), outcome("SDE", 2, DAY)), True, THE_YEAR),
    case("VOL twice on one day", destined(outcome("VOL", 1, DAY), outcome("VOL", 2, DAY)), True, THE_YEAR),
    case("EDU twice on one day", destined(outcome("EDU", 1, DAY), outcome("EDU", 2, DAY)), False, THE_YEAR),
    case("EMP on two days", destined(outcome("EMP", 1, DAY), outcome("EMP", 1, NEXT)), False, THE_YEAR),
    case("EMP and VOL on one day", destined(outcome("EMP", 1, DAY), outcome("VOL", 1, DAY)), False, THE_YEAR),
    case(
        "EMP three times on one day is one finding",
        destined(outcome("EMP", 1, DAY), outcome("EMP", 2, DAY), outcome("EMP", 4, DAY)),
        True,
        THE_YEAR,
    ),
    case(
        "two types twice on one day",
        destined(outcome("EMP", 1, DAY), outcome("VOL", 1, DAY), outcome("EMP", 2, DAY), outcome("VOL", 1, DAY)),
        2,
        THE_YEAR,
    ),
    case("no start", destined(outcome("EMP", 1, None), outcome("EMP", 1, None)), False, THE_YEAR),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "type EMP that starts on 5 August 2024" in says(
        CODE, destined(outcome("EMP", 1, DAY), outcome("EMP", 2, DAY)), THE_YEAR
    )
