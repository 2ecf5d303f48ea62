from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fam
from tests.rules.table import Records, case, fires, judged, says

CODE = "LearnDelFAMDateFrom_05"
TABLE = [
    case("an event without a date", with_fam("EVI4"), True),
    case("an event with a date", with_fam("EVI4", date(2025, 9, 1)), False),
    case("another type without a date", with_fam("SOF112"), False),
    case("a return of 2024-25, before the rule", with_fam("EVI4"), False, judged("2024-25")),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fam("EVI4"))
    assert "(EVI 4)" in said
