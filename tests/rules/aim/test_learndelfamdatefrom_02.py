from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fam
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMDateFrom_02"
TABLE = [
    case("applies from the day of the start", with_fam("LSF1", date(2024, 5, 1)), False),
    case("applies from the day before", with_fam("LSF1", date(2024, 4, 30)), True),
    case("funding model 38", with_fam("LSF1", date(2024, 4, 30), FundModel=38), True),
    case("funding model 99", with_fam("ALB1", date(2024, 4, 30), FundModel=99), True),
    case("funding model 37", with_fam("LSF1", date(2024, 4, 30), FundModel=37), False),
    case("no date", with_fam("LSF1"), False),
    case("no start", with_fam("LSF1", date(2024, 4, 30), LearnStartDate=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fam("LSF1", date(2024, 4, 30)))
    assert "LSF 1" in said
    assert "30 April 2024" in said
    assert "1 May 2024" in said
