from datetime import date, timedelta
from typing import Any

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearningDelivery
from tests.make import ULN, aim, learner, outcome, progression
from tests.rules.table import Records, case, fires, judged, says

CODE = "R107"
THE_YEAR = judged("2023-24", date(2024, 8, 20))
DAY = timedelta(days=1)
END = date(2024, 6, 20)  # two months before the file was prepared


def ended(day: date | None = END, **fields: Any) -> LearningDelivery:
    return aim(**{"LearnActEndDate": day, "CompStatus": 2, "Outcome": 1, **fields})


TABLE = [
    case("no destination record", learner(ended()), True, THE_YEAR),
    case("ended yesterday", learner(ended(date(2024, 8, 19))), True, THE_YEAR),
    case(
        "an outcome that starts on the day of the end",
        [learner(ended()), progression(outcome(start=END))],
        False,
        THE_YEAR,
    ),
    case(
        "an outcome that starts the day before",
        [learner(ended()), progression(outcome(start=END - DAY))],
        True,
        THE_YEAR,
    ),
    case(
        "one of two outcomes starts later",
        [learner(ended()), progression(outcome(start=END - DAY), outcome("EDU", 4, END))],
        False,
        THE_YEAR,
    ),
    case(
        "an outcome of another learner",
        [learner(ended()), progression(outcome(start=END), LearnRefNumber="L0002")],
        True,
        THE_YEAR,
    ),
    case(
        "an outcome of the learner in small letters",
        [learner(ended()), progression(outcome(start=END), LearnRefNumber="l0001")],
        False,
        THE_YEAR,
    ),
    case("an outcome without a start", [learner(ended()), progression(outcome(start=None))], True, THE_YEAR),
    case("one aim has not ended", learner(ended(), aim(AimSeqNumber=2)), False, THE_YEAR),
    case("no aim", Learner(LearnRefNumber="L0001", ULN=ULN), False, THE_YEAR),
    case("the last aim is on a break", learner(ended(END - DAY), ended(CompStatus=6)), False, THE_YEAR),
    case("an earlier aim is on a break", learner(ended(END - DAY, CompStatus=6), ended()), True, THE_YEAR),
    case("withdrawn", learner(ended(CompStatus=3)), True, THE_YEAR),
    case("funding model 25", learner(ended(FundModel=25)), True, THE_YEAR),
    case("funding model 70", learner(ended(FundModel=70)), True, THE_YEAR),
    case("funding model 81", learner(ended(FundModel=81)), True, THE_YEAR),
    case("funding model 10", learner(ended(FundModel=10)), False, THE_YEAR),
    case("funding model 36", learner(ended(FundModel=36)), False, THE_YEAR),
    case("funding model 37", learner(ended(FundModel=37)), False, THE_YEAR),
    case("funding model 82", learner(ended(FundModel=82)), False, THE_YEAR),
    case("funding model 99", learner(ended(FundModel=99)), False, THE_YEAR),
    case(
        "one of two aims has such a funding model", learner(ended(FundModel=99), ended(AimSeqNumber=2)), True, THE_YEAR
    ),
    case("programme type 24", learner(ended(ProgType=24)), False, THE_YEAR),
    case("programme type 25", learner(ended(ProgType=25)), False, THE_YEAR),
    case("a learner whose reference is missing", learner(ended(), LearnRefNumber=None), True, THE_YEAR),
    case("programme type 24 on one of two aims", learner(ended(ProgType=24), ended(AimSeqNumber=2)), False, THE_YEAR),
    case("programme type 32", learner(ended(ProgType=32)), True, THE_YEAR),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "Z0020001, on 20 June 2024" in says(CODE, learner(ended()), THE_YEAR)
