import pytest

from openlet.facts.planned_hours import hours_are_limited, planned_hours
from openlet.ilr.records import LearningDelivery
from tests.make import aim, learner

T_LEVEL = aim(FundModel=25, ProgType=31)


@pytest.mark.parametrize(
    ("learning", "other", "total"), [(100, 20, 120), (None, 20, 20), (100, None, 100), (None, None, 0)]
)
def test_both_kinds_of_hours_count_and_absent_ones_as_none(learning: int | None, other: int | None, total: int) -> None:
    assert planned_hours(learner(PlanLearnHours=learning, PlanEEPHours=other)) == total


@pytest.mark.parametrize(
    ("aims", "expected"),
    [
        pytest.param([aim()], True, id="adult skills"),
        pytest.param([aim(FundModel=82)], False, id="other 16 to 19"),
        pytest.param([T_LEVEL], False, id="a T Level"),
        pytest.param([T_LEVEL, aim(FundModel=25)], True, id="a T Level and something else"),
    ],
)
def test_the_limits_concern_all_but_other_16_to_19_and_t_levels(aims: list[LearningDelivery], expected: bool) -> None:
    assert hours_are_limited(learner(*aims)) is expected
