"""Which return a file is, and which return can still carry a correction."""

from dataclasses import replace
from datetime import date

import pytest

from openlet.payments.claims import ReturnOf
from openlet.reports.when import closing_in, deadline, last_return, periods, return_name, return_of
from openlet.spec.years import Return, period_names, year_of, years
from tests.make import UKPRN, contract


@pytest.mark.parametrize(
    ("year", "prepared", "name"),
    [
        (2324, date(2024, 6, 6), "2023-24 R10 (inferred)"),  # on the day it closes
        (2324, date(2024, 6, 7), "2023-24 R11 (inferred)"),
        (2324, date(2024, 9, 16), "2023-24 R13"),
        (2324, date(2024, 10, 17), "2023-24 R14"),
        (2324, date(2024, 10, 18), "2023-24 after R14"),
        (2425, date(2024, 8, 20), "2024-25 R01 (inferred)"),
        (2526, date(2026, 9, 1), "2025-26 R13 (inferred)"),
    ],
)
def test_a_file_is_the_first_return_that_had_not_closed(year: int, prepared: date, name: str) -> None:
    assert return_name(ReturnOf(UKPRN, year, prepared, "", "a.xml", "0"), contract()) == name


@pytest.mark.parametrize(
    ("year", "as_of", "said"),
    [
        ("2023-24", date(2024, 9, 17), "2023-24 R14, closes 2024-10-17"),
        ("2023-24", date(2024, 10, 17), "2023-24 R14, closes 2024-10-17"),
        ("2023-24", date(2024, 10, 18), "none: 2023-24 is closed"),
        ("2025-26", date(2026, 10, 16), "none: 2025-26 is closed (R14 on 2026-10-15, inferred)"),
        ("2024-25", date(2024, 10, 18), "2024-25 R03 (inferred), closes 2024-11-06"),
        ("2025-26", date(2026, 9, 14), "2025-26 R14 (inferred), closes 2026-10-15"),
    ],
)
def test_a_correction_goes_into_the_next_return_that_has_not_closed(year: str, as_of: date, said: str) -> None:
    assert deadline(year_of(year), as_of, contract()) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2024, 7, 31), "2023-24 R12 (inferred), closes 2024-08-06"),
        (date(2024, 8, 1), "2024-25 R01 (inferred), closes 2024-09-05"),  # two years' returns side by side
        (date(2024, 9, 5), "2024-25 R01 (inferred), closes 2024-09-05"),
        (date(2024, 9, 6), "2024-25 R02 (inferred), closes 2024-10-04"),
        (date(2026, 8, 1), None),  # no year is known
    ],
)
def test_what_happens_on_a_day_goes_into_the_first_open_return_of_its_year(day: date, said: str | None) -> None:
    found = return_of(day, contract())
    assert (None if found is None else str(found)) == said


def test_the_last_return_of_a_year_is_known_only_if_it_is_r14() -> None:
    until_r12 = replace(contract(), calendar=(Return("2023-24", "R12", date(2024, 8, 6), "official"),))
    assert str(last_return(year_of("2023-24"), contract())) == "2023-24 R14, closes 2024-10-17"
    assert last_return(year_of("2023-24"), until_r12) is None
    assert last_return(None, contract()) is None
    assert deadline(year_of("2023-24"), date(2024, 9, 1), until_r12) == (
        "not known: no later return of 2023-24 is dated"
    )
    assert return_name(ReturnOf(UKPRN, 2324, date(2024, 9, 1), "", "a.xml", "0"), until_r12) == "2023-24 after R12"


def test_every_return_of_every_year_has_a_date_and_says_whether_it_was_published() -> None:
    for year in years():
        listed = periods(year, contract())
        assert [one.period for one in listed] == list(period_names(year)), year
        assert {one.status for one in listed} <= {"official", "inferred"}


def test_the_returns_of_two_years_can_close_in_one_month() -> None:
    assert [one.name for one in closing_in("2024-09", contract())] == ["2023-24 R13", "2024-25 R01 (inferred)"]
    assert closing_in("2031-01", contract()) == []


def test_a_calendar_of_the_contract_comes_first_and_only_for_its_years() -> None:
    own = replace(contract(), calendar=(Return("2023-24", "R13", date(2024, 9, 20), "official"),))
    assert deadline(year_of("2023-24"), date(2024, 9, 18), own) == "2023-24 R13, closes 2024-09-20"
    assert deadline(year_of("2024-25"), date(2024, 9, 18), own) == "2024-25 R02 (inferred), closes 2024-10-04"
