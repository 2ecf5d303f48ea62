from datetime import date

import pytest

from openlet.facts.days import add_days, add_months, august_31


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        pytest.param(date(2024, 5, 10), 6, date(2024, 11, 10), id="within a year"),
        pytest.param(date(2024, 8, 10), 6, date(2025, 2, 10), id="across the year's end"),
        pytest.param(date(2024, 6, 30), 6, date(2024, 12, 30), id="the last day of a month is no last day"),
        pytest.param(date(2024, 8, 31), 6, date(2025, 2, 28), id="the example of AMB-40"),
        pytest.param(date(2023, 8, 31), 6, date(2024, 2, 29), id="a leap year"),
        pytest.param(date(2024, 3, 31), 6, date(2024, 9, 30), id="a month of 30 days"),
        pytest.param(date(2024, 2, 29), 12, date(2025, 2, 28), id="29 February, a year later"),
        pytest.param(date(2024, 6, 15), 6, date(2024, 12, 15), id="December"),
        pytest.param(date(2024, 12, 15), 1, date(2025, 1, 15), id="from December to January"),
        pytest.param(date(2024, 5, 10), 0, date(2024, 5, 10), id="no months"),
        pytest.param(date(2024, 5, 10), 18, date(2025, 11, 10), id="more than a year"),
        pytest.param(date(9999, 7, 1), 6, date.max, id="no later than a date can be"),
    ],
)
def test_some_months_later(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


@pytest.mark.parametrize(
    ("day", "days", "later"),
    [
        pytest.param(date(2024, 2, 28), 2, date(2024, 3, 1), id="over the end of a leap February"),
        pytest.param(date(2024, 2, 28), 0, date(2024, 2, 28), id="no days"),
        pytest.param(date(9999, 12, 30), 14, date.max, id="no later than a date can be"),
    ],
)
def test_some_days_later(day: date, days: int, later: date) -> None:
    assert add_days(day, days) == later


@pytest.mark.parametrize(
    ("day", "august"),
    [
        pytest.param(date(2025, 8, 1), date(2025, 8, 31), id="first day of a teaching year"),
        pytest.param(date(2026, 7, 31), date(2025, 8, 31), id="last day of a teaching year"),
        pytest.param(date(2026, 1, 1), date(2025, 8, 31), id="January"),
    ],
)
def test_31_august_of_the_teaching_year(day: date, august: date) -> None:
    assert august_31(day) == august
