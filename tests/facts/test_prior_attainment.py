"""What a learner had attained before a day."""

from datetime import date

import pytest

from openlet.facts.prior_attainment import prior_level_on
from openlet.ilr.records import PriorAttain
from tests.make import learner

DAY, NEXT = date(2024, 5, 1), date(2024, 5, 2)


@pytest.mark.parametrize(
    ("held", "day", "level"),
    [
        (((5, DAY),), DAY, 5),
        (((5, NEXT),), DAY, None),
        (((5, date(2010, 7, 31)), (3, date(2015, 7, 31))), DAY, 3),
        (((3, DAY), (5, DAY)), DAY, 5),
        (((None, DAY), (3, date(2010, 7, 31))), DAY, 3),
        (((5, None),), DAY, None),
        ((), DAY, None),
        (((5, DAY),), None, None),
    ],
)
def test_the_latest_on_or_before_the_day_counts(
    held: tuple[tuple[int | None, date | None], ...], day: date | None, level: int | None
) -> None:
    person = learner(PriorAttain=[PriorAttain(PriorLevel=of, DateLevelApp=since) for of, since in held])
    assert prior_level_on(person, day) == level
