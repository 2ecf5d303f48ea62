from datetime import date

import pytest

from openlet.facts.fund_models import allowed_fund_models
from tests.make import given


@pytest.mark.parametrize(
    ("start", "usual", "other"),
    [
        pytest.param(date(2024, 7, 31), {35}, {10}, id="the last day of the old rules"),
        pytest.param(date(2024, 8, 1), {35, 38}, {11}, id="the first day of the new ones"),
        pytest.param(None, {35, 38}, {10, 11}, id="no start"),
    ],
)
def test_the_funding_models_that_a_start_allows(start: date | None, usual: set[int], other: set[int]) -> None:
    assert allowed_fund_models(start, given()) == usual
    readings = "fund_models = { before_2024_08 = [10], from_2024_08 = [11] }"
    assert allowed_fund_models(start, given(readings)) == other
