from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import aim, learner
from tests.rules.table import Records, case, fires, says

CODE = "DateOfBirth_05"
TABLE = [
    *[
        case(f"4 on the start, funding model {m}", learner(aim(FundModel=m), DateOfBirth=date(2020, 5, 1)), 0)
        for m in (10, 99)
    ],
    *[
        case(
            f"4 the day after the start, funding model {m}", learner(aim(FundModel=m), DateOfBirth=date(2020, 5, 2)), 1
        )
        for m in (10, 99)
    ],
    case("under 4 on a funded aim", learner(aim(FundModel=35), DateOfBirth=date(2020, 5, 2)), 0),
    case("under 4 on one of two aims", learner(aim(FundModel=10), aim(), DateOfBirth=date(2022, 5, 2)), 1),
    case(
        "two such aims are one finding", learner(aim(FundModel=10), aim(FundModel=99), DateOfBirth=date(2022, 5, 2)), 1
    ),
    case("no date of birth", learner(aim(FundModel=10), DateOfBirth=None), 0),
    case("no start", learner(aim(FundModel=10, LearnStartDate=None), DateOfBirth=date(2022, 5, 2)), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "The date of birth is 2 May 2022" in says(CODE, learner(aim(FundModel=99), DateOfBirth=date(2022, 5, 2)))
