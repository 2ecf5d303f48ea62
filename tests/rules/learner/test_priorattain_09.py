from datetime import date

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import PriorAttain
from tests.make import learner
from tests.rules.table import Records, case, fires, says

CODE = "PriorAttain_09"
TABLE = [
    case(
        "on the day the file was prepared",
        learner(PriorAttain=[PriorAttain(PriorLevel=5, DateLevelApp=date(2025, 10, 6))]),
        0,
    ),
    case("the day after", learner(PriorAttain=[PriorAttain(PriorLevel=5, DateLevelApp=date(2025, 10, 7))]), 1),
    case(
        "two that lie ahead are two findings",
        learner(PriorAttain=[PriorAttain(PriorLevel=5, DateLevelApp=date(2025, 10, day)) for day in (6, 7, 8)]),
        2,
    ),
    case("no date", learner(PriorAttain=[PriorAttain(PriorLevel=5)]), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "7 October 2025, after the file was prepared (6 October 2025)" in says(
        CODE, learner(PriorAttain=[PriorAttain(PriorLevel=5, DateLevelApp=date(2025, 10, 7))])
    )
