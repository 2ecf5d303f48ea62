from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import finished, learner
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, judged, says

CODE = "Outcome_12"
TABLE = [
    case("an end without an outcome", on_aim(LearnActEndDate=date(2024, 7, 31)), True),
    case("an end with an outcome", learner(finished(Outcome=8)), False),
    case("neither", on_aim(), False),
    case("a national bootcamp", on_aim(LearnActEndDate=date(2024, 7, 31), FundModel=37, ProgType=32), True),
    case("a return of 2024-25, before the rule", on_aim(LearnActEndDate=date(2024, 7, 31)), False, judged("2024-25")),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(LearnActEndDate=date(2024, 7, 31)))
    assert "31 July 2024" in said
