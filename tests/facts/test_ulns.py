from datetime import date
from typing import Any

import pytest

from openlet.facts.ulns import had_time_to_find_uln, is_prepared_from_january, needs_uln
from tests.make import aim, fams
from tests.rules.table import judged

START = date(2025, 11, 3)
JANUARY = judged(prepared=date(2026, 1, 1))


def test_january_is_that_of_the_year_of_the_return() -> None:
    assert not is_prepared_from_january(judged(prepared=date(2025, 12, 31)))
    assert is_prepared_from_january(JANUARY)
    assert is_prepared_from_january(judged("2024-25", prepared=date(2025, 10, 23)))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({}, True, id="five days planned"),
        pytest.param({"LearnPlanEndDate": date(2025, 11, 7)}, False, id="four days planned"),
        pytest.param(
            {"LearnPlanEndDate": START, "LearnActEndDate": date(2025, 11, 8)}, True, id="five days in the end"
        ),
        pytest.param({"LearnPlanEndDate": None}, False, id="no end"),
        pytest.param({"LearnStartDate": None}, False, id="no start"),
        pytest.param({"FundModel": 99}, False, id="not funded"),
        pytest.param({"FundModel": 99, "LearningDeliveryFAM": fams("ADL1")}, True, id="financed by a loan"),
        pytest.param({"FundModel": 10}, False, id="community learning"),
        pytest.param({"LearningDeliveryFAM": fams("LDM034")}, False, id="in custody"),
        pytest.param({"LearningDeliveryFAM": fams("ACT1")}, False, id="a contract with the employer"),
    ],
)
def test_which_aims_need_a_uln(fields: dict[str, Any], expected: bool) -> None:
    record = aim(**{"LearnStartDate": START, "LearnPlanEndDate": date(2025, 11, 8), "FundModel": 38, **fields})
    assert needs_uln(record, JANUARY) is expected
    assert not needs_uln(record, judged(prepared=date(2025, 12, 31)))


def test_sixty_days_are_time_enough() -> None:
    record = aim(LearnStartDate=date(2025, 11, 2))
    assert not had_time_to_find_uln(record, JANUARY)
    assert had_time_to_find_uln(record, judged(prepared=date(2026, 1, 2)))
    assert not had_time_to_find_uln(aim(LearnStartDate=None), JANUARY)
