import pytest

from openlet.facts.given import Given
from tests.make import aim, fams, learner
from tests.rules.table import Records, case, fires, says

CODE = "ULN_02"
TABLE = [
    *[case(f"9999999999 on funding model {m}", learner(aim(FundModel=m), ULN=9999999999), 1) for m in (10, 11, 99)],
    *[case(f"9999999999 on funding model {m}", learner(aim(FundModel=m), ULN=9999999999), 0) for m in (35, 38)],
    case("a real ULN", learner(aim(FundModel=99)), 0),
    case("no ULN", learner(aim(FundModel=99), ULN=None), 0),
    case(
        "paid by the Office for Students",
        learner(aim(FundModel=99, LearningDeliveryFAM=fams("SOF1")), ULN=9999999999),
        0,
    ),
    case(
        "one aim paid by the Office for Students, one not",
        learner(aim(FundModel=99, LearningDeliveryFAM=fams("SOF1")), aim(FundModel=99), ULN=9999999999),
        1,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "The ULN is 9999999999" in says(CODE, learner(aim(FundModel=99), ULN=9999999999))
