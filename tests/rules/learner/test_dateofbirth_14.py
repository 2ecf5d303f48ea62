from datetime import date

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import LearningDelivery
from tests.make import START, aim, fams, learner
from tests.rules.table import Records, case, fires, says

CODE = "DateOfBirth_14"


def in_custody(fund_model: int, start: date | None = START) -> LearningDelivery:
    return aim(FundModel=fund_model, LearnStartDate=start, LearningDeliveryFAM=fams("LDM034"))


TABLE = [
    *[
        case(f"18 on the start, funding model {m}", learner(in_custody(m), DateOfBirth=date(2006, 5, 1)), 0)
        for m in (35, 81)
    ],
    *[
        case(f"18 the day after the start, funding model {m}", learner(in_custody(m), DateOfBirth=date(2006, 5, 2)), 1)
        for m in (35, 81)
    ],
    case("under 18 on another funding model", learner(in_custody(25), DateOfBirth=date(2006, 5, 2)), 0),
    case("in custody on one of two aims", learner(in_custody(35), aim(), DateOfBirth=date(2006, 5, 2)), 1),
    case("under 18, not in custody", learner(aim(), DateOfBirth=date(2006, 5, 2)), 0),
    case("no date of birth", learner(in_custody(35), DateOfBirth=None), 0),
    case("no start", learner(in_custody(35, None), DateOfBirth=date(2006, 5, 2)), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "The date of birth is 2 May 2006" in says(CODE, learner(in_custody(35), DateOfBirth=date(2006, 5, 2)))
