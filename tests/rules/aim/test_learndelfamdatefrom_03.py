from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fam
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMDateFrom_03"
TABLE = [
    case("SOF with a first day", with_fam("SOF112", date(2024, 5, 1)), True),
    case("DAM with a first day", with_fam("DAM023", date(2024, 5, 1)), True),
    case("LSF with a first day", with_fam("LSF1", date(2024, 5, 1)), False),
    case("ACT with a first day", with_fam("ACT1", date(2024, 5, 1)), False),
    case("ALB with a first day", with_fam("ALB1", date(2024, 5, 1)), False),
    case("EVI with a first day", with_fam("EVI4", date(2025, 8, 1)), False),
    case("SOF without a first day", with_fam("SOF112"), False),
    case("no type", with_fam("", date(2024, 5, 1)), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fam("SOF112", date(2024, 5, 1)))
    assert "SOF 112" in said
    assert "1 May 2024" in said
