from datetime import date
from typing import Any

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import Learner
from tests.make import ULN, aim, fams, learner
from tests.rules.table import Records, case, fires, judged, says

CODE = "ULN_06"
START = date(2025, 11, 3)
ON_DAY_60, ON_DAY_61 = judged(prepared=date(2026, 1, 2)), judged(prepared=date(2026, 1, 3))


def without_uln(uln: int | None = 9999999999, **fields: Any) -> Learner:
    """A learner without a ULN whose only aim takes five days."""
    usual = {"LearnStartDate": START, "LearnPlanEndDate": date(2025, 11, 8), "FundModel": 38}
    return learner(aim(**{**usual, **fields}), ULN=uln)


TABLE = [
    case("60 days after the start", without_uln(), 1, ON_DAY_60),
    case("61 days after the start", without_uln(), 0, ON_DAY_61),
    case("a real ULN", without_uln(ULN), 0, ON_DAY_60),
    case("no ULN", without_uln(None), 0, ON_DAY_60),
    *[case(f"funding model {m}", without_uln(FundModel=m), 1, ON_DAY_60) for m in (25, 35, 36, 37, 70, 81, 82)],
    *[case(f"funding model {m}", without_uln(FundModel=m), 0, ON_DAY_60) for m in (10, 11, 99)],
    case("a loan", without_uln(FundModel=99, LearningDeliveryFAM=fams("ADL1")), 1, ON_DAY_60),
    case("four days planned", without_uln(LearnPlanEndDate=date(2025, 11, 7)), 0, ON_DAY_60),
    case(
        "four days planned, five taken",
        without_uln(LearnPlanEndDate=date(2025, 11, 7), LearnActEndDate=date(2025, 11, 8)),
        1,
        ON_DAY_60,
    ),
    case("no planned end", without_uln(LearnPlanEndDate=None), 0, ON_DAY_60),
    case("no start", without_uln(LearnStartDate=None), 0, ON_DAY_60),
    case("in custody", without_uln(LearningDeliveryFAM=fams("LDM034")), 0, ON_DAY_60),
    case("a contract with the employer", without_uln(LearningDeliveryFAM=fams("ACT1")), 0, ON_DAY_60),
    case("prepared on 31 December", without_uln(), 0, judged(prepared=date(2025, 12, 31))),
    case("prepared on 1 January", without_uln(), 1, judged(prepared=date(2026, 1, 1))),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "start on 3 November 2025" in says(CODE, without_uln(), ON_DAY_60)
