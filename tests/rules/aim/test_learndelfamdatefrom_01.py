from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fam
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMDateFrom_01"
TABLE = [
    case("learning support without dates", with_fam("LSF1"), True),
    case("learning support without its first day", with_fam("LSF1", None, date(2024, 5, 31)), True),
    case("learning support without its last day", with_fam("LSF1", date(2024, 5, 1)), True),
    case("learning support with both", with_fam("LSF1", date(2024, 5, 1), date(2024, 5, 31)), False),
    case("a loans bursary without dates", with_fam("ALB1", FundModel=99), True),
    case("another type without dates", with_fam("SOF112"), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fam("LSF1", date(2024, 5, 1)))
    assert "LSF 1" in said
    assert "1 May 2024 and blank" in said
