from datetime import date

import pytest

from openlet.facts.added_hours import average_hours, hours_a_day
from tests.make import aim, learner

START = date(2024, 5, 1)


@pytest.mark.parametrize(
    ("hours", "start", "planned_end", "average"),
    [
        pytest.param(48, START, date(2024, 5, 2), 24.0, id="first and last day both count"),
        pytest.param(10, START, START, 10.0, id="a single day"),
        pytest.param(0, START, date(2024, 5, 2), 0.0, id="no hours"),
        pytest.param(10, START, date(2024, 4, 30), None, id="planned to end before the start"),
        pytest.param(None, START, START, None, id="hours absent"),
        pytest.param(10, None, START, None, id="start absent"),
        pytest.param(10, START, None, None, id="planned end absent"),
    ],
)
def test_hours_of_an_average_planned_day(
    hours: int | None, start: date | None, planned_end: date | None, average: float | None
) -> None:
    assert hours_a_day(aim(AddHours=hours, LearnStartDate=start, LearnPlanEndDate=planned_end)) == average


def test_the_average_in_a_message_has_one_decimal() -> None:
    record = aim(AddHours=100, LearnStartDate=START, LearnPlanEndDate=date(2024, 5, 3))
    assert average_hours(record, learner()) == "33.3"
    assert average_hours(aim(AddHours=None), learner()) == "unknown"
