from datetime import date, timedelta

import pytest

from openlet.facts.people import (
    age,
    age_day,
    employment_at_start,
    employment_before,
    employment_on,
    monitoring_of,
    whole_years,
)
from openlet.ilr.records import EmploymentStatusMonitoring, LearnerEmploymentStatus
from tests.make import aim, given, learner, status

START = date(2024, 5, 1)
EVE = date(2024, 4, 30)
ON_START, IN_AUGUST = given(), given('age_test = "aug31"')


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        pytest.param(date(2005, 5, 1), date(2024, 5, 1), 19, id="on the birthday"),
        pytest.param(date(2005, 5, 2), date(2024, 5, 1), 18, id="the day before the birthday"),
        pytest.param(date(2005, 4, 30), date(2024, 5, 1), 19, id="the day after the birthday"),
        pytest.param(date(2004, 12, 31), date(2024, 1, 1), 19, id="across the year's end"),
        pytest.param(date(2004, 2, 29), date(2024, 2, 29), 20, id="29 February in a leap year"),
        pytest.param(date(2004, 2, 29), date(2024, 2, 28), 19, id="the day before, in a leap year"),
        pytest.param(date(2004, 2, 29), date(2023, 2, 28), 18, id="28 February of another year"),
        pytest.param(date(2004, 2, 29), date(2023, 3, 1), 19, id="1 March of another year"),
        pytest.param(date(2024, 5, 1), date(2024, 5, 1), 0, id="the day of birth"),
        pytest.param(date(2024, 5, 2), date(2024, 5, 1), -1, id="born after the day"),
    ],
)
def test_age_in_whole_years(born: date, day: date, years: int) -> None:
    assert whole_years(born, day) == years


@pytest.mark.parametrize(
    ("start", "august"),
    [
        pytest.param(date(2023, 8, 1), date(2023, 8, 31), id="first day of a funding year"),
        pytest.param(date(2024, 7, 31), date(2023, 8, 31), id="last day of a funding year"),
        pytest.param(date(2024, 8, 1), date(2024, 8, 31), id="first day of the next"),
        pytest.param(date(2024, 8, 31), date(2024, 8, 31), id="31 August itself"),
        pytest.param(date(1990, 7, 31), date(1989, 8, 31), id="a year that is not known, before August"),
        pytest.param(date(1990, 8, 1), date(1990, 8, 31), id="a year that is not known, from August"),
        pytest.param(date(2090, 1, 1), date(2089, 8, 31), id="a year far ahead"),
    ],
)
def test_the_day_on_which_the_age_counts(start: date, august: date) -> None:
    assert age_day(aim(LearnStartDate=start), ON_START) == start
    assert age_day(aim(LearnStartDate=start), IN_AUGUST) == august


@pytest.mark.parametrize(
    ("born", "start", "on_start", "in_august"),
    [
        pytest.param(date(2005, 5, 1), START, 19, 18, id="19 on the start date"),
        pytest.param(date(2005, 8, 31), date(2024, 8, 1), 18, 19, id="19 on 31 August"),
        pytest.param(None, START, None, None, id="no date of birth"),
        pytest.param(date(2005, 5, 1), None, None, None, id="no start date"),
    ],
)
def test_age_for_an_aim(born: date | None, start: date | None, on_start: int | None, in_august: int | None) -> None:
    record = aim(LearnStartDate=start)
    person = learner(record, DateOfBirth=born)
    assert age(record, person, ON_START) == on_start
    assert age(record, person, IN_AUGUST) == in_august


@pytest.mark.parametrize(
    ("statuses", "found"),
    [
        pytest.param([], None, id="none"),
        pytest.param([(11, EVE)], 11, id="on the eve"),
        pytest.param([(11, START)], None, id="on the day itself"),
        pytest.param([(11, START + timedelta(days=1))], None, id="after the day"),
        pytest.param([(10, date(2020, 1, 1)), (11, date(2023, 1, 1)), (12, START)], 11, id="the latest before the day"),
        pytest.param([(11, date(2023, 1, 1)), (10, date(2020, 1, 1))], 11, id="whatever the order"),
        pytest.param([(11, EVE), (98, EVE)], 98, id="of one date the higher code"),
        pytest.param([(98, EVE), (11, EVE)], 98, id="of one date the higher code, in the other order"),
        pytest.param([(None, EVE), (10, EVE)], 10, id="of one date the one with a code"),
        pytest.param([(98, None), (10, EVE)], 10, id="one without a date does not count"),
        pytest.param([(98, None)], None, id="only one without a date"),
    ],
)
def test_the_employment_status_before_a_day(statuses: list[tuple[int | None, date | None]], found: int | None) -> None:
    records = [LearnerEmploymentStatus(EmpStat=code, DateEmpStatApp=since) for code, since in statuses]
    person = learner(LearnerEmploymentStatus=records)
    for status_found in (employment_before(person, START), employment_at_start(aim(LearnStartDate=START), person)):
        assert (status_found.EmpStat if status_found else None) == found


def test_no_status_before_a_start_that_is_not_known() -> None:
    assert employment_at_start(aim(LearnStartDate=None), learner()) is None


def test_a_status_for_each_day() -> None:
    person = learner(LearnerEmploymentStatus=[status(10, EVE), status(11, START)])
    assert [
        found.EmpStat for day in (EVE, START, START + timedelta(days=1)) if (found := employment_before(person, day))
    ] == [10, 11]


def test_monitoring_codes_of_a_type() -> None:
    record = status(10, EVE, EII=5, SEI=1)
    record.EmploymentStatusMonitoring += [
        EmploymentStatusMonitoring(ESMType="EII", ESMCode=6),
        EmploymentStatusMonitoring(ESMType="EII"),
        EmploymentStatusMonitoring(ESMCode=7),
    ]
    assert monitoring_of(record, "EII") == (5, 6)
    assert monitoring_of(record, "SEI") == (1,)
    assert monitoring_of(record, "LOU") == ()


def test_the_status_on_a_day_may_apply_from_that_day() -> None:
    before, that_day, later = status(11, EVE), status(10, START), status(12, date(2024, 5, 2))
    person = learner(LearnerEmploymentStatus=[later, that_day, before])
    assert employment_on(person, START) is that_day
    assert employment_on(person, EVE) is before
    assert employment_on(person, date(2024, 4, 29)) is None


def test_a_status_without_a_date_is_never_in_force() -> None:
    person = learner(LearnerEmploymentStatus=[LearnerEmploymentStatus(EmpStat=10)])
    assert employment_on(person, START) is None
    assert employment_before(person, START) is None
