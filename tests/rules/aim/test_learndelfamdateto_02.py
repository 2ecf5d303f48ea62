from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fam
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMDateTo_02"
TABLE = [
    case("applies to the planned end", with_fam("LSF1", date(2024, 5, 1), date(2024, 9, 30)), False),
    case("applies one day longer", with_fam("LSF1", date(2024, 5, 1), date(2024, 10, 1)), True),
    case(
        "the contract type of an achieved apprenticeship",
        with_fam("ACT1", date(2024, 5, 1), date(2024, 10, 1), AimType=1, AchDate=date(2024, 10, 1)),
        False,
    ),
    case(
        "the same without an achievement date", with_fam("ACT1", date(2024, 5, 1), date(2024, 10, 1), AimType=1), True
    ),
    case(
        "the same on a component aim",
        with_fam("ACT1", date(2024, 5, 1), date(2024, 10, 1), AimType=3, AchDate=date(2024, 10, 1)),
        True,
    ),
    case(
        "another type on an achieved programme aim",
        with_fam("LSF1", date(2024, 5, 1), date(2024, 10, 1), AimType=1, AchDate=date(2024, 10, 1)),
        True,
    ),
    case("no last day", with_fam("LSF1", date(2024, 5, 1)), False),
    case("no planned end", with_fam("LSF1", date(2024, 5, 1), date(2024, 10, 1), LearnPlanEndDate=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fam("LSF1", date(2024, 5, 1), date(2024, 10, 1)))
    assert "LSF 1" in said
    assert "1 October 2024" in said
    assert "30 September 2024" in said
