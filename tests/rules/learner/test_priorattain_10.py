from datetime import date

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import Learner, PriorAttain
from tests.make import learner
from tests.rules.table import Records, case, fires, says

CODE = "PriorAttain_10"
DAY, OTHER = date(2010, 7, 31), date(2012, 7, 31)


def attained(*pairs: tuple[int, date | None]) -> Learner:
    return learner(PriorAttain=[PriorAttain(PriorLevel=level, DateLevelApp=day) for level, day in pairs])


TABLE = [
    case("one", attained((5, DAY)), 0),
    case("two of different days", attained((3, DAY), (5, OTHER)), 0),
    case("two of one day", attained((3, DAY), (5, DAY)), 1),
    case("two of one day and level", attained((5, DAY), (5, DAY)), 1),
    case("two pairs are one finding", attained((3, DAY), (5, DAY), (3, OTHER), (5, OTHER)), 1),
    case("two without a day", attained((3, None), (5, None)), 0),
    case("none", attained(), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "applies from 31 July 2010" in says(CODE, attained((3, DAY), (5, DAY)))
