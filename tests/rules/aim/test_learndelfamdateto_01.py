from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fam
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMDateTo_01"
TABLE = [
    case("one day long", with_fam("LSF1", date(2024, 5, 1), date(2024, 5, 1)), False),
    case("ends the day before", with_fam("LSF1", date(2024, 5, 2), date(2024, 5, 1)), True),
    case("no last day", with_fam("LSF1", date(2024, 5, 1)), False),
    case("no first day", with_fam("LSF1", None, date(2024, 5, 1)), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fam("LSF1", date(2024, 5, 2), date(2024, 5, 1)))
    assert "LSF 1" in said
    assert "to 1 May 2024" in said
    assert "from 2 May 2024" in said
