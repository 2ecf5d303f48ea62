from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fam, with_fams
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMType_38"
TABLE = [
    case("on funding model 35", with_fam("ALB1", date(2024, 5, 1), date(2024, 7, 31)), True),
    case("on funding model 99", with_fam("ALB1", date(2024, 5, 1), date(2024, 7, 31), FundModel=99), False),
    case("none", with_fams("SOF112"), False),
    case("no funding model", with_fam("ALB1", FundModel=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fam("ALB1", date(2024, 5, 1), date(2024, 7, 31)))
    assert "(ALB 1)" in said
    assert "funding model 35" in said
