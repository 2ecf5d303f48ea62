from datetime import date, timedelta

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import PriorAttain
from tests.make import START, aim, learner
from tests.rules.table import Records, case, fires, says

CODE = "R131"
THE_DAY_AFTER = START + timedelta(days=1)


def attained(*days: date | None, **fields: int | date | None) -> Records:
    return learner(aim(**fields), PriorAttain=[PriorAttain(PriorLevel=5, DateLevelApp=day) for day in days])


TABLE = [
    case("dated on the start day", attained(START), False),
    case("dated the day after the start", attained(THE_DAY_AFTER), True),
    case("dated years before", attained(date(2010, 7, 31)), False),
    case("one dated before and one after", attained(date(2010, 7, 31), THE_DAY_AFTER), False),
    case("two dated after are one finding", attained(THE_DAY_AFTER, date(2024, 6, 1)), True),
    case("no date", attained(None), True),
    case("no prior attainment at all", attained(), True),
    case("funding model 36", attained(THE_DAY_AFTER, FundModel=36), True),
    case("funding model 37", attained(THE_DAY_AFTER, FundModel=37), True),
    case("funding model 38", attained(THE_DAY_AFTER, FundModel=38), True),
    case("funding model 81", attained(THE_DAY_AFTER, FundModel=81), True),
    case("funding model 99", attained(THE_DAY_AFTER, FundModel=99), True),
    case("funding model 10 is not concerned", attained(THE_DAY_AFTER, FundModel=10), False),
    case("funding model 11 is not concerned", attained(THE_DAY_AFTER, FundModel=11), False),
    case("funding model 25 is not concerned", attained(THE_DAY_AFTER, FundModel=25), False),
    case("funding model 82 is not concerned", attained(THE_DAY_AFTER, FundModel=82), False),
    case(
        "the earliest of two starts counts",
        learner(
            aim(LearnStartDate=THE_DAY_AFTER),
            aim(),
            PriorAttain=[PriorAttain(PriorLevel=5, DateLevelApp=THE_DAY_AFTER)],
        ),
        True,
    ),
    case(
        "an earlier start with another funding model does not count",
        learner(
            aim(LearnStartDate=THE_DAY_AFTER),
            aim(FundModel=25),
            PriorAttain=[PriorAttain(PriorLevel=5, DateLevelApp=THE_DAY_AFTER)],
        ),
        False,
    ),
    case("no start", attained(THE_DAY_AFTER, LearnStartDate=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "on or before the first start, 1 May 2024 (the dates returned: 2 May 2024)" in says(
        CODE, attained(THE_DAY_AFTER)
    )
