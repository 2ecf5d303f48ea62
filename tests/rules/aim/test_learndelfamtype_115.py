import pytest

from openlet.facts.given import Given
from tests.make import aim, fams, learner
from tests.rules.aim.records import with_fams
from tests.rules.table import Records, case, fires, says

CODE = "LearnDelFAMType_115"
TABLE = [
    case("both", with_fams("SOF105", "LDM379", "LDM388"), 1),
    case("both, the other way round", with_fams("SOF105", "LDM388", "LDM379"), 1),
    case("379 only", with_fams("SOF105", "LDM379"), False),
    case("388 only", with_fams("SOF105", "LDM388"), False),
    case(
        "on two aims of a learner",
        learner(aim(LearningDeliveryFAM=fams("LDM379")), aim(AimSeqNumber=2, LearningDeliveryFAM=fams("LDM388"))),
        False,
    ),
    case("the number under another type", with_fams("SOF105", "LDM379", "DAM388"), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_fams("SOF105", "LDM379", "LDM388"))
    assert "(LDM 379)" in said
    assert "(LDM 388)" in said
