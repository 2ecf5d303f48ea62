from datetime import date

import pytest

from openlet.facts.values import has_ended, is_after, is_before, is_blank, is_listed, is_other_than
from openlet.spec.codes import codes
from openlet.spec.years import year_of

YEAR = year_of("2023-24")


@pytest.mark.parametrize(
    ("text", "blank"), [(None, True), ("", True), ("  ", True), ("\t", True), ("x", False), (" x ", False)]
)
def test_blank_texts(text: str | None, blank: bool) -> None:
    assert is_blank(text) is blank


@pytest.mark.parametrize(
    ("element", "value", "kind", "listed"),
    [
        pytest.param("Sex", "F", None, True, id="a code"),
        pytest.param("Sex", "X", None, False, id="no code"),
        pytest.param("Ethnicity", 31, None, True, id="a number"),
        pytest.param("Ethnicity", 30, None, False, id="no such number"),
        pytest.param("Ethnicity", None, None, False, id="nothing"),
        pytest.param("LearnDelFAMCode", "1", "FFI", True, id="a code of its type"),
        pytest.param("LearnDelFAMCode", "112", "FFI", False, id="a code of another type"),
    ],
)
def test_codes_of_the_years_list(element: str, value: int | str | None, kind: str | None, listed: bool) -> None:
    assert is_listed(element, value, YEAR, kind) is listed


def test_codes_that_have_ended() -> None:
    (kind, value), last = next(
        (key, code.valid_to) for key, code in codes("LearnDelFAMCode", YEAR).items() if code.valid_to is not None
    )
    assert last is not None
    assert not has_ended("LearnDelFAMCode", value, YEAR, kind, last)
    assert has_ended("LearnDelFAMCode", value, YEAR, kind, date.fromordinal(last.toordinal() + 1))
    assert not has_ended("LearnDelFAMCode", value, YEAR, kind, None)
    assert not has_ended("LearnDelFAMCode", "no such code", YEAR, kind, date.max)
    assert not has_ended("Sex", "F", YEAR, None, date.max)


EARLY, LATE = date(2024, 7, 31), date(2024, 8, 1)


@pytest.mark.parametrize(
    ("day", "other", "before", "after"),
    [
        pytest.param(EARLY, LATE, True, False, id="the day before"),
        pytest.param(LATE, EARLY, False, True, id="the day after"),
        pytest.param(LATE, LATE, False, False, id="the same day"),
        pytest.param(None, LATE, False, False, id="no first day"),
        pytest.param(EARLY, None, False, False, id="no second day"),
        pytest.param(None, None, False, False, id="neither"),
    ],
)
def test_days_compared(day: date | None, other: date | None, before: bool, after: bool) -> None:
    assert is_before(day, other) is before
    assert is_after(day, other) is after


@pytest.mark.parametrize(("value", "other"), [(35, False), (38, False), (99, True), (0, True), (None, False)])
def test_a_value_that_is_none_of_those_allowed(value: int | None, other: bool) -> None:
    assert is_other_than(value, {35, 38}) is other
