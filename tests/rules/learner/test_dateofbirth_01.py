import pytest

from openlet.facts.given import Given
from tests.make import aim, fams, learner
from tests.rules.table import Records, case, fires, says

CODE = "DateOfBirth_01"
TABLE = [
    case("a date of birth", learner(), 0),
    *[
        case(f"no date of birth, funding model {m}", learner(aim(FundModel=m), DateOfBirth=None), 1)
        for m in (25, 35, 36, 37, 38, 81, 82)
    ],
    *[
        case(f"no date of birth, funding model {m}", learner(aim(FundModel=m), DateOfBirth=None), 0)
        for m in (10, 11, 99)
    ],
    case("no date of birth, no funding model", learner(aim(FundModel=None), DateOfBirth=None), 0),
    case(
        "the only funded aim is in custody",
        learner(aim(LearningDeliveryFAM=fams("LDM034")), aim(FundModel=99), DateOfBirth=None),
        0,
    ),
    case(
        "one funded aim is in custody, another is not",
        learner(aim(LearningDeliveryFAM=fams("LDM034")), aim(), DateOfBirth=None),
        1,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "The date of birth is missing" in says(CODE, learner(DateOfBirth=None))
