from datetime import date
from typing import Any

import pytest

from openlet.facts.given import Given
from tests.make import aim, learner
from tests.rules.table import Records, case, fires, judged, says

CODE = "LSDPostcode_01"
JUDGED = judged()


def started(
    postcode: str | None = "B1 9ZZ", start: date | None = date(2024, 5, 1), model: int | None = 35, **more: Any
) -> Records:
    return learner(aim(LSDPostcode=postcode, LearnStartDate=start, FundModel=model, **more))


TABLE = [
    case("a postcode that does not exist", started(), True, JUDGED),
    case("none returned", started(None), True, JUDGED),
    case("a postcode in use", started("B1 1AA"), False, JUDGED),
    case("a postcode that is not used any more", started("AB1 0AA"), False, JUDGED),
    case("ZZ99 9ZZ", started("ZZ99 9ZZ"), False, JUDGED),
    case("funding model 10", started(model=10), True, JUDGED),
    case("funding model 35", started(model=35), True, JUDGED),
    case("funding model 11", started(model=11), False, JUDGED),
    case("funding model 36", started(model=36), False, JUDGED),
    case("funding model 37", started(model=37), False, JUDGED),
    case("funding model 38", started(model=38), False, JUDGED),
    case("funding model 81", started(model=81), False, JUDGED),
    case("funding model 99", started(model=99), False, JUDGED),
    case("no funding model", started(model=None), False, JUDGED),
    case("no start", started(start=None), False, JUDGED),
    case("a component aim", started(AimType=3), False, JUDGED),
    case("a programme aim", started(AimType=1), True, JUDGED),
    case("starts on 31 July 2019", started(start=date(2019, 7, 31)), False, JUDGED),
    case("starts on 1 August 2019", started(start=date(2019, 8, 1)), True, JUDGED),
    case("starts on 31 July 2024", started(start=date(2024, 7, 31)), True, JUDGED),
    case("starts on 1 August 2024", started(start=date(2024, 8, 1)), False, JUDGED),
    case("programme type 24", started(ProgType=24), False, JUDGED),
    case("programme type 25", started(ProgType=25), False, JUDGED),
    case("programme type 32", started(ProgType=32), True, JUDGED),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "B1 9ZZ: it must be a known postcode" in says(CODE, started(), JUDGED)
