from datetime import date

import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, judged, says

CODE = "FundModel_21"
TABLE = [
    case(
        "originally started on 31 July 2024",
        on_aim(OrigLearnStartDate=date(2024, 7, 31), LearnStartDate=date(2024, 10, 1), FundModel=38),
        True,
    ),
    case(
        "originally started on 1 August 2024",
        on_aim(OrigLearnStartDate=date(2024, 8, 1), LearnStartDate=date(2024, 10, 1), FundModel=38),
        False,
    ),
    case(
        "restarted on 1 August 2024",
        on_aim(OrigLearnStartDate=date(2024, 5, 1), LearnStartDate=date(2024, 8, 1), FundModel=38),
        True,
    ),
    case(
        "restarted on 31 July 2024",
        on_aim(OrigLearnStartDate=date(2024, 5, 1), LearnStartDate=date(2024, 7, 31), FundModel=38),
        False,
    ),
    case("funding model 35", on_aim(OrigLearnStartDate=date(2024, 5, 1), LearnStartDate=date(2024, 10, 1)), False),
    case("no original start", on_aim(LearnStartDate=date(2024, 10, 1), FundModel=38), False),
    case(
        "a return of 2023-24, before the rule",
        on_aim(OrigLearnStartDate=date(2024, 5, 1), LearnStartDate=date(2024, 8, 1), FundModel=38),
        False,
        judged("2023-24", date(2024, 8, 20)),
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(OrigLearnStartDate=date(2024, 5, 1), LearnStartDate=date(2024, 10, 1), FundModel=38))
    assert "1 May 2024" in said
    assert "1 October 2024" in said
