from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_fam
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMDateTo_03"
TABLE = [
    case(
        "applies to the end",
        with_fam("LSF1", date(2024, 5, 1), date(2024, 7, 31), LearnActEndDate=date(2024, 7, 31)),
        False,
    ),
    case(
        "applies one day longer",
        with_fam("LSF1", date(2024, 5, 1), date(2024, 8, 1), LearnActEndDate=date(2024, 7, 31)),
        True,
    ),
    case(
        "funding model 38",
        with_fam("LSF1", date(2024, 5, 1), date(2024, 8, 1), LearnActEndDate=date(2024, 7, 31), FundModel=38),
        True,
    ),
    case(
        "funding model 37",
        with_fam("LSF1", date(2024, 5, 1), date(2024, 8, 1), LearnActEndDate=date(2024, 7, 31), FundModel=37),
        False,
    ),
    case(
        "a contract type",
        with_fam("ACT1", date(2024, 5, 1), date(2024, 8, 1), LearnActEndDate=date(2024, 7, 31), FundModel=36),
        False,
    ),
    case("the aim continues", with_fam("LSF1", date(2024, 5, 1), date(2024, 8, 1)), False),
    case("no last day", with_fam("LSF1", date(2024, 5, 1), LearnActEndDate=date(2024, 7, 31)), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fam("LSF1", date(2024, 5, 1), date(2024, 8, 1), LearnActEndDate=date(2024, 7, 31)))
    assert "LSF 1" in said
    assert "1 August 2024" in said
    assert "31 July 2024" in said
