from datetime import date

import pytest

from openlet.facts.spells import earlier_spells, is_active_in, is_restart, later_spells
from openlet.spec.years import year_of
from tests.make import aim, fams, learner


@pytest.mark.parametrize(
    ("codes", "restart"),
    [
        pytest.param(("RES1",), True, id="marked"),
        pytest.param(("SOF112",), False, id="not marked"),
        pytest.param(("RES2",), False, id="another code"),
    ],
)
def test_whether_an_aim_is_a_restart(codes: tuple[str, ...], restart: bool) -> None:
    assert is_restart(aim(LearningDeliveryFAM=fams(*codes))) is restart


def test_earlier_spells() -> None:
    first, same_day, second = (aim(LearnStartDate=date(2024, 5, day)) for day in (1, 2, 2))
    undated = aim(LearnStartDate=None)
    other = aim(LearnAimRef="Z0020002", LearnStartDate=date(2024, 4, 1))
    person = learner(second, first, same_day, undated, other)
    assert earlier_spells(second, person) == [first]
    assert earlier_spells(first, person) == []
    assert earlier_spells(undated, person) == []


def test_later_spells() -> None:
    first, same_day, second = (aim(LearnStartDate=date(2024, 5, day)) for day in (1, 1, 2))
    undated = aim(LearnStartDate=None)
    other = aim(LearnAimRef="Z0020002", LearnStartDate=date(2024, 6, 1))
    person = learner(second, first, same_day, undated, other)
    assert later_spells(first, person) == [second]
    assert later_spells(second, person) == []
    assert later_spells(undated, person) == []


@pytest.mark.parametrize(
    ("start", "end", "active"),
    [
        pytest.param(date(2023, 8, 1), None, True, id="started on the first day"),
        pytest.param(date(2024, 7, 31), None, True, id="started on the last day"),
        pytest.param(date(2024, 8, 1), None, False, id="started the day after"),
        pytest.param(date(2022, 1, 1), None, True, id="started long ago and goes on"),
        pytest.param(date(2022, 1, 1), date(2023, 7, 31), False, id="ended the day before"),
        pytest.param(date(2022, 1, 1), date(2023, 8, 1), True, id="ended on the first day"),
        pytest.param(None, None, False, id="no start"),
    ],
)
def test_whether_there_is_learning_within_a_year(start: date | None, end: date | None, active: bool) -> None:
    assert is_active_in(aim(LearnStartDate=start, LearnActEndDate=end), year_of("2023-24")) is active
