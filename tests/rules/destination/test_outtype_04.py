from datetime import date

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import DPOutcome
from tests.make import learner, outcome, progression
from tests.rules.table import Records, case, fires, judged, says

CODE = "OutType_04"
THE_YEAR = judged("2023-24", date(2024, 8, 20))
DAY, NEXT = date(2024, 8, 5), date(2024, 8, 6)


def destined(*outcomes: DPOutcome) -> Records:
    return [learner(), progression(*outcomes)]


TABLE = [
    case("EMP and NPE on one day", destined(outcome("EMP", 1, DAY), outcome("NPE", 1, DAY)), True, THE_YEAR),
    case("NPE and EMP on one day", destined(outcome("NPE", 1, DAY), outcome("EMP", 1, DAY)), True, THE_YEAR),
    case("EMP and NPE on two days", destined(outcome("EMP", 1, DAY), outcome("NPE", 1, NEXT)), False, THE_YEAR),
    case("EMP and VOL on one day", destined(outcome("EMP", 1, DAY), outcome("VOL", 1, DAY)), False, THE_YEAR),
    case(
        "on two days is one finding",
        destined(outcome("EMP", 1, DAY), outcome("NPE", 1, DAY), outcome("EMP", 1, NEXT), outcome("NPE", 1, NEXT)),
        True,
        THE_YEAR,
    ),
    case("no start", destined(outcome("EMP", 1, None), outcome("NPE", 1, None)), False, THE_YEAR),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "both start on 5 August 2024" in says(
        CODE, destined(outcome("EMP", 1, DAY), outcome("NPE", 1, DAY)), THE_YEAR
    )
