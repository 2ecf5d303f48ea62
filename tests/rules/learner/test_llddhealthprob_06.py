from datetime import date
from typing import Any

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery, LLDDandHealthProblem
from tests.make import aim, learner
from tests.rules.table import Records, case, fires, says

CODE = "LLDDHealthProb_06"


def young(*aims: LearningDelivery, **fields: Any) -> Learner:
    """A learner of 24 with a problem, and no category of it."""
    return learner(*aims, **{"LLDDHealthProb": 1, "DateOfBirth": date(1999, 8, 1), **fields})


TABLE = [
    case("24 and no category", young(), 1),
    case("24 with a category", young(LLDDandHealthProblem=[LLDDandHealthProblem(LLDDCat=12, PrimaryLLDD=1)]), 0),
    case("no problem", young(LLDDHealthProb=2), 0),
    case("not said", young(LLDDHealthProb=9), 0),
    case("25 on the start", young(DateOfBirth=date(1999, 5, 1)), 0),
    case("25 the day after the start", young(DateOfBirth=date(1999, 5, 2)), 1),
    case(
        "25 on the start of the later of two aims",
        young(aim(), aim(LearnStartDate=date(2024, 6, 3)), DateOfBirth=date(1999, 5, 2)),
        1,
    ),
    case("no date of birth", young(DateOfBirth=None), 1),
    case("an aim of community learning", young(aim(FundModel=10), aim()), 0),
    case("an aim that is not funded", young(aim(FundModel=99)), 0),
    case("a start that cannot be read", young(aim(LearnStartDate=None, raw={"LearnStartDate": "soon"})), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "(LLDDHealthProb) is 1, but no category is entered" in says(CODE, young())
