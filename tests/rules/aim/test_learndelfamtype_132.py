from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim, with_fam
from tests.rules.table import Records, case, fires, judged, says

CODE = "LearnDelFAMType_132"
TABLE = [
    case("on a bootcamp aim of an authority", with_fam("EVI4", date(2025, 9, 1)), True),
    case("on another programme type", with_fam("EVI4", date(2025, 9, 1), ProgType=25), True),
    case("on a national bootcamp", with_fam("EVI4", date(2025, 9, 1), FundModel=37, ProgType=32, AimType=1), False),
    case("none", on_aim(), False),
    case("a return of 2024-25, before the rule", with_fam("EVI4", date(2025, 9, 1)), False, judged("2024-25")),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fam("EVI4", date(2025, 9, 1)))
    assert "(EVI 4)" in said
    assert "type is blank" in said
