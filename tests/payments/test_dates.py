"""The days that payments turn on, both sides of every limit."""

from datetime import date
from fractions import Fraction

import pytest

from openlet.facts.days import add_months
from openlet.payments.dates import day_of_milestone_1, last_day_of_milestone_3, share_of_course
from openlet.payments.words import day, percent
from tests import make

MAY = date(2024, 5, 1)


@pytest.mark.parametrize(
    ("readings", "first"),
    [
        pytest.param("", date(2024, 5, 15), id="elapsed: start 1 May, payable from 15 May"),
        pytest.param('m1_count = "inclusive"', date(2024, 5, 14), id="inclusive: start 1 May, payable from 14 May"),
    ],
)
def test_the_day_of_milestone_1(readings: str, first: date) -> None:
    assert day_of_milestone_1(MAY, make.contract(readings)) == first


def test_no_day_is_later_than_a_date_can_be() -> None:
    """A start that is a slip of the pen stops nobody else's payment."""
    assert day_of_milestone_1(date(9999, 12, 25), make.contract()) == date.max


@pytest.mark.parametrize(
    ("readings", "last"),
    [("", date(2025, 1, 31)), ("milestone_latest = 2024-12-31", date(2024, 12, 31)),
     ("milestone_latest = 2025-12-31", date(2025, 1, 31))],
)  # fmt: skip
def test_the_last_day_of_milestone_3_is_six_months_after_the_end_or_the_contracts_if_earlier(
    readings: str, last: date
) -> None:
    assert last_day_of_milestone_3(date(2024, 7, 31), make.contract(readings)) == last


@pytest.mark.parametrize(
    ("start", "months", "wanted"),
    [
        pytest.param(date(2024, 8, 31), 6, date(2025, 2, 28), id="31 August 2024 plus six months is 28 February 2025"),
        pytest.param(date(2023, 8, 31), 6, date(2024, 2, 29), id="31 August 2023 plus six months is 29 February 2024"),
        pytest.param(date(2024, 8, 29), 6, date(2025, 2, 28), id="29 August 2024 is clamped too"),
        pytest.param(date(2024, 8, 28), 6, date(2025, 2, 28), id="28 August 2024 needs no clamping"),
        pytest.param(date(2024, 10, 31), 6, date(2025, 4, 30), id="31 October is clamped to 30 April"),
        pytest.param(date(2024, 6, 30), 6, date(2024, 12, 30), id="30 June is 30 December, not the month's end"),
        pytest.param(date(2024, 7, 31), 6, date(2025, 1, 31), id="over the turn of the year"),
        pytest.param(date(2024, 12, 31), 12, date(2025, 12, 31), id="December plus a year stays in December"),
        pytest.param(date(9999, 8, 31), 6, date.max, id="no later than a date can be"),
        pytest.param(date(2024, 5, 17), 0, date(2024, 5, 17), id="no months, no change"),
    ],
)
def test_calendar_months_later(start: date, months: int, wanted: date) -> None:
    assert add_months(start, months) == wanted


@pytest.mark.parametrize(
    ("planned", "actual", "count", "share"),
    [
        pytest.param(date(2024, 5, 11), date(2024, 5, 9), "elapsed", Fraction(8, 10), id="8 of 10 days"),
        pytest.param(date(2024, 5, 11), date(2024, 5, 8), "elapsed", Fraction(7, 10), id="7 of 10 days"),
        pytest.param(date(2024, 5, 11), date(2024, 5, 9), "inclusive", Fraction(9, 11), id="inclusive: 9 of 11"),
        pytest.param(date(2024, 5, 10), date(2024, 5, 8), "elapsed", Fraction(7, 9), id="7 of 9 is under 80 %"),
        pytest.param(date(2024, 5, 10), date(2024, 5, 8), "inclusive", Fraction(8, 10), id="inclusive: exactly 80 %"),
        pytest.param(date(2024, 5, 11), date(2024, 5, 31), "elapsed", Fraction(3), id="an overrun is above 100 %"),
        pytest.param(MAY, MAY, "elapsed", Fraction(1), id="a one-day course that ended on its day is whole"),
        pytest.param(MAY, date(2024, 5, 2), "elapsed", Fraction(1), id="a one-day course that ended later is whole"),
        pytest.param(MAY, date(2024, 4, 30), "elapsed", Fraction(0), id="a one-day course that ended before it is not"),
        pytest.param(MAY, MAY, "inclusive", Fraction(1), id="inclusive: a one-day course is whole"),
        pytest.param(date(2024, 4, 30), MAY, "elapsed", None, id="planned to end before the start: cannot be said"),
        pytest.param(date(2024, 4, 30), MAY, "inclusive", None, id="inclusive: the same"),
        pytest.param(date(2024, 5, 11), date(2024, 4, 29), "elapsed", Fraction(-2, 10), id="ended before the start"),
    ],
)
def test_the_share_of_the_course(planned: date, actual: date, count: str, share: Fraction | None) -> None:
    assert share_of_course(MAY, planned, actual, count) == share


@pytest.mark.parametrize("length", range(1, 200))
@pytest.mark.parametrize("count", ["elapsed", "inclusive"])
def test_inclusive_counting_differs_only_where_the_days_end_in_4_or_9(length: int, count: str) -> None:
    """AMB-37: the first day that reaches 80 % is the same, unless (planned - start) mod 5 is 4."""
    planned = date.fromordinal(MAY.toordinal() + length)

    def first(way: str) -> int:
        return next(
            days
            for days in range(length + 1)
            if (share_of_course(MAY, planned, date.fromordinal(MAY.toordinal() + days), way) or 0) >= Fraction(8, 10)
        )

    assert (first(count) == first("elapsed")) == (count == "elapsed" or length % 5 != 4)


@pytest.mark.parametrize(
    ("share", "said"),
    [
        pytest.param(Fraction(7999, 10000), "79.9%", id="just under the limit is never shown as 80%"),
        pytest.param(Fraction(8, 10), "80%", id="exactly the limit"),
        pytest.param(Fraction(11, 14), "78.5%", id="cut, not rounded"),
    ],
)
def test_a_share_in_words_is_cut(share: Fraction, said: str) -> None:
    assert percent(share) == said


def test_a_day_in_words() -> None:
    assert (day(MAY), day(None)) == ("1 May 2024", "blank")
