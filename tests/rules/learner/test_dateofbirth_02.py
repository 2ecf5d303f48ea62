import pytest

from openlet.facts.given import Given
from tests.make import aim, fams, learner
from tests.rules.table import Records, case, fires, says

CODE = "DateOfBirth_02"
TABLE = [
    case("a date of birth", learner(aim(FundModel=99)), 0),
    *[
        case(f"no date of birth, funding model {m}", learner(aim(FundModel=m), DateOfBirth=None), 1)
        for m in (10, 11, 99)
    ],
    *[case(f"no date of birth, funding model {m}", learner(aim(FundModel=m), DateOfBirth=None), 0) for m in (35, 38)],
    case("financed by a loan", learner(aim(FundModel=99, LearningDeliveryFAM=fams("ADL1")), DateOfBirth=None), 0),
    case(
        "one aim financed by a loan, another not",
        learner(aim(FundModel=99, LearningDeliveryFAM=fams("ADL1")), aim(FundModel=99), DateOfBirth=None),
        1,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "The date of birth is missing" in says(CODE, learner(aim(FundModel=99), DateOfBirth=None))
