from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import aim, fams, learner
from tests.rules.table import Records, case, fires, judged, says

CODE = "DateOfBirth_25"
TABLE = [
    *[
        case(f"19 on 31 August, funding model {m}", learner(aim(FundModel=m), DateOfBirth=date(2006, 8, 31)), 0)
        for m in (35, 37, 38)
    ],
    *[
        case(f"19 on 1 September, funding model {m}", learner(aim(FundModel=m), DateOfBirth=date(2006, 9, 1)), 1)
        for m in (35, 37, 38)
    ],
    *[
        case(f"19 on 1 September, funding model {m}", learner(aim(FundModel=m), DateOfBirth=date(2006, 9, 1)), 0)
        for m in (25, 81, 99)
    ],
    case(
        "an apprenticeship on funding model 35",
        learner(aim(FundModel=35, ProgType=25), DateOfBirth=date(2006, 9, 1)),
        0,
    ),
    case("an offender in custody", learner(aim(LearningDeliveryFAM=fams("LDM034")), DateOfBirth=date(2006, 9, 1)), 0),
    case(
        "one aim in custody, one not",
        learner(aim(LearningDeliveryFAM=fams("LDM034")), aim(), DateOfBirth=date(2006, 9, 1)),
        1,
    ),
    case(
        "19 on the start is not enough", learner(aim(LearnStartDate=date(2025, 10, 1)), DateOfBirth=date(2006, 9, 1)), 1
    ),
    case(
        "the day of the return counts, not that of the start: last year",
        learner(DateOfBirth=date(2006, 8, 31)),
        1,
        judged("2024-25"),
    ),
    case("two aims are one finding", learner(aim(), aim(FundModel=38), DateOfBirth=date(2006, 9, 1)), 1),
    case("no date of birth", learner(DateOfBirth=None), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "born on 1 September 2006, was 18 on 31 August 2025" in says(CODE, learner(DateOfBirth=date(2006, 9, 1)))
