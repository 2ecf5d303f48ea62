from datetime import date

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import DPOutcome
from tests.make import learner, outcome, progression
from tests.rules.table import Records, case, fires, judged, says

CODE = "OutType_03"
THE_YEAR = judged("2023-24", date(2024, 8, 20))
DAY, NEXT = date(2024, 8, 5), date(2024, 8, 6)


def destined(*outcomes: DPOutcome) -> Records:
    return [learner(), progression(*outcomes)]


TABLE = [
    case("two on one day", destined(*[outcome("EDU", 4, DAY)] * 2), False, THE_YEAR),
    case("three on one day", destined(*[outcome("EDU", 4, DAY)] * 3), True, THE_YEAR),
    case("four on one day are one finding", destined(*[outcome("EDU", 4, DAY)] * 4), True, THE_YEAR),
    case(
        "three on each of two days",
        destined(*[outcome("EDU", 4, DAY)] * 3, *[outcome("EDU", 4, NEXT)] * 3),
        2,
        THE_YEAR,
    ),
    case("three on two days", destined(*[outcome("EDU", 4, DAY)] * 2, outcome("EDU", 4, NEXT)), False, THE_YEAR),
    case("three of another type are for OutType_02", destined(*[outcome("EMP", 1, DAY)] * 3), False, THE_YEAR),
    case("no start", destined(*[outcome("EDU", 4, None)] * 3), False, THE_YEAR),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "more than two outcomes of type EDU that start on 5 August 2024" in says(
        CODE, destined(*[outcome("EDU", 4, DAY)] * 3), THE_YEAR
    )
