from datetime import date

import pytest

from openlet.facts.ages import (
    age_at_earliest_start,
    age_at_start,
    age_on_1_august,
    age_on_31_august,
    age_on_31_august_of_start,
    earliest_start,
)
from tests.make import aim, given, learner

IN_2025_26 = given(year="2025-26")
START = date(2025, 5, 12)


@pytest.mark.parametrize(
    ("born", "on_1_august", "on_31_august"),
    [
        pytest.param(date(2006, 8, 1), 19, 19, id="birthday on 1 August"),
        pytest.param(date(2006, 8, 2), 18, 19, id="birthday on 2 August"),
        pytest.param(date(2006, 8, 31), 18, 19, id="birthday on 31 August"),
        pytest.param(date(2006, 9, 1), 18, 18, id="birthday on 1 September"),
        pytest.param(None, None, None, id="no date of birth"),
    ],
)
def test_age_in_the_year_of_the_return(born: date | None, on_1_august: int | None, on_31_august: int | None) -> None:
    record = learner(DateOfBirth=born)
    assert age_on_1_august(record, IN_2025_26) == on_1_august
    assert age_on_31_august(record, IN_2025_26) == on_31_august


@pytest.mark.parametrize(
    ("born", "start", "at_start", "in_august"),
    [
        pytest.param(date(2006, 5, 12), START, 19, 18, id="birthday on the start"),
        pytest.param(date(2006, 5, 13), START, 18, 18, id="birthday the day after"),
        pytest.param(date(2005, 8, 31), START, 19, 19, id="19 on 31 August of the year of the start"),
        pytest.param(date(2006, 8, 20), date(2025, 8, 1), 18, 19, id="a start in August, before the birthday"),
        pytest.param(None, START, None, None, id="no date of birth"),
        pytest.param(date(2006, 5, 12), None, None, None, id="no start"),
    ],
)
def test_age_for_an_aim(born: date | None, start: date | None, at_start: int | None, in_august: int | None) -> None:
    record = aim(LearnStartDate=start)
    person = learner(record, DateOfBirth=born)
    assert age_at_start(record, person) == at_start
    assert age_on_31_august_of_start(record, person) == in_august


def test_the_earliest_start_is_that_of_all_aims() -> None:
    person = learner(
        aim(LearnStartDate=START), aim(LearnStartDate=None), aim(LearnStartDate=date(2025, 4, 1)),
        DateOfBirth=date(2000, 4, 2),
    )  # fmt: skip
    assert earliest_start(person) == date(2025, 4, 1)
    assert age_at_earliest_start(person) == 24


def test_there_may_be_no_earliest_start() -> None:
    none = learner(aim(LearnStartDate=None))
    assert earliest_start(none) is None
    assert age_at_earliest_start(none) is None


def test_an_unreadable_start_leaves_the_earliest_unknown() -> None:
    assert earliest_start(learner(aim(), aim(LearnStartDate=None, raw={"LearnStartDate": "soon"}))) is None
