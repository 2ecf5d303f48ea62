from datetime import date

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import DPOutcome
from tests.make import learner, outcome, progression
from tests.rules.table import Records, case, fires, judged, says

CODE = "R69"
THE_YEAR = judged("2023-24", date(2024, 8, 20))
DAY, NEXT = date(2024, 8, 5), date(2024, 8, 6)


def destined(*outcomes: DPOutcome) -> Records:
    return [learner(), progression(*outcomes)]


TABLE = [
    case("the same outcome twice", destined(outcome("EDU", 4, DAY), outcome("EDU", 4, DAY)), True, THE_YEAR),
    case("the same outcome three times is one finding", destined(*[outcome("EDU", 4, DAY)] * 3), True, THE_YEAR),
    case("two outcomes twice each", destined(*[outcome("EDU", 4, DAY), outcome("EMP", 1, DAY)] * 2), 2, THE_YEAR),
    case("another code", destined(outcome("EDU", 4, DAY), outcome("EDU", 5, DAY)), False, THE_YEAR),
    case("another start", destined(outcome("EDU", 4, DAY), outcome("EDU", 4, NEXT)), False, THE_YEAR),
    case("another type", destined(outcome("EDU", 1, DAY), outcome("EMP", 1, DAY)), False, THE_YEAR),
    case("small letters", destined(outcome("EDU", 4, DAY), outcome("edu", 4, DAY)), True, THE_YEAR),
    case("no start", destined(outcome("EDU", 4, None), outcome("EDU", 4, None)), False, THE_YEAR),
    case("one outcome", destined(outcome()), False, THE_YEAR),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "EDU 4 from 5 August 2024" in says(CODE, destined(outcome("EDU", 4, DAY), outcome("EDU", 4, DAY)), THE_YEAR)
