from datetime import date
from typing import Any

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import LearningDelivery
from tests.make import aim, learner
from tests.rules.table import Records, case, fires, judged, says

CODE = "R99"
THE_YEAR = judged("2023-24", date(2024, 8, 20))
JAN, MAY_31, JUNE = date(2024, 1, 1), date(2024, 5, 31), date(2024, 6, 1)


def programme(start: date | None, end: date | None = None, **fields: Any) -> LearningDelivery:
    return aim(**{"AimType": 1, "LearnStartDate": start, "LearnActEndDate": end, **fields})


TABLE = [
    case(
        "two programmes that have not ended are a finding on each",
        learner(programme(JAN), programme(JUNE)),
        2,
        THE_YEAR,
    ),
    case("one programme", learner(programme(JAN)), False, THE_YEAR),
    case(
        "the second starts the day after the first has ended",
        learner(programme(JAN, MAY_31), programme(JUNE)),
        False,
        THE_YEAR,
    ),
    case(
        "the second starts on the day on which the first ended",
        learner(programme(JAN, JUNE), programme(JUNE)),
        True,
        THE_YEAR,
    ),
    case(
        "the second starts and ends while the first runs",
        learner(programme(JAN), programme(MAY_31, JUNE)),
        True,
        THE_YEAR,
    ),
    case(
        "two that start on one day and have ended are a finding on each",
        learner(programme(JAN, JUNE), programme(JAN, MAY_31)),
        2,
        THE_YEAR,
    ),
    case("aims outside programmes", learner(programme(JAN, AimType=4), programme(JUNE, AimType=4)), False, THE_YEAR),
    case("a programme and an aim outside", learner(programme(JAN), programme(JUNE, AimType=4)), False, THE_YEAR),
    case(
        "an apprenticeship that has ended waits for its achievement",
        learner(programme(JAN, MAY_31, FundModel=36, ProgType=25), programme(JUNE)),
        True,
        THE_YEAR,
    ),
    case(
        "an apprenticeship achieved before the second starts",
        learner(programme(JAN, MAY_31, FundModel=36, ProgType=25, AchDate=MAY_31), programme(JUNE)),
        False,
        THE_YEAR,
    ),
    case(
        "an apprenticeship achieved on the day on which the second starts",
        learner(programme(JAN, MAY_31, FundModel=36, ProgType=25, AchDate=JUNE), programme(JUNE)),
        True,
        THE_YEAR,
    ),
    case(
        "an apprenticeship not funded as one does not wait",
        learner(programme(JAN, MAY_31, FundModel=99, ProgType=25), programme(JUNE)),
        False,
        THE_YEAR,
    ),
    case(
        "another programme with funding model 36 does not wait",
        learner(programme(JAN, MAY_31, FundModel=36, ProgType=2), programme(JUNE)),
        False,
        THE_YEAR,
    ),
    case("no start and no end", learner(programme(None), programme(JUNE)), 2, THE_YEAR),
    case("no start, but an end", learner(programme(None, JUNE), programme(JUNE)), False, THE_YEAR),
    case(
        "programmes of two learners",
        [learner(programme(JAN)), learner(programme(JAN), LearnRefNumber="L0002")],
        False,
        THE_YEAR,
    ),
    case("not a rule of 2024-25", learner(programme(JAN), programme(JUNE)), False, judged("2024-25")),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "started on 1 January 2024 runs at the same time" in says(
        CODE, learner(programme(JAN), programme(JUNE)), THE_YEAR
    )
