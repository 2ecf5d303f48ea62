from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import learner, milestone
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "CompStatus_02"
TABLE = [
    case("an end and status 1", on_aim(LearnActEndDate=date(2024, 7, 31)), True),
    case("an end and status 2", on_aim(LearnActEndDate=date(2024, 7, 31), CompStatus=2), False),
    case("an end and no status", on_aim(LearnActEndDate=date(2024, 7, 31), CompStatus=None), False),
    case("no end and status 1", on_aim(), False),
    case(
        "an apprenticeship standard, before its assessment",
        on_aim(LearnActEndDate=date(2024, 7, 31), AimType=1, FundModel=36, ProgType=25),
        False,
    ),
    case(
        "the same, not funded", on_aim(LearnActEndDate=date(2024, 7, 31), AimType=1, FundModel=99, ProgType=25), False
    ),
    case(
        "a component aim of the standard",
        on_aim(LearnActEndDate=date(2024, 7, 31), AimType=3, FundModel=36, ProgType=25),
        True,
    ),
    case("a milestone aim closed by its date only", learner(milestone(CompStatus=1, Outcome=None)), True),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(LearnActEndDate=date(2024, 7, 31)))
    assert "31 July 2024" in said
