import pytest

from openlet.facts.given import Given
from tests.make import aim, fams, learner
from tests.rules.table import Records, case, fires, judged, says

CODE = "DelLocPostCode_03"
JUDGED = judged()
TABLE = [
    case("a postcode in use", learner(aim(DelLocPostCode="B1 1AA")), False, JUDGED),
    case("a postcode that is not used any more", learner(aim(DelLocPostCode="AB1 0AA")), False, JUDGED),
    case("a postcode that does not exist", learner(aim(DelLocPostCode="B1 9ZZ")), True, JUDGED),
    case(
        "in custody (LDM 034)", learner(aim(DelLocPostCode="B1 9ZZ", LearningDeliveryFAM=fams("LDM034"))), False, JUDGED
    ),
    case("another LDM", learner(aim(DelLocPostCode="B1 9ZZ", LearningDeliveryFAM=fams("LDM363"))), True, JUDGED),
    case("ZZ99 9ZZ", learner(aim(DelLocPostCode="ZZ99 9ZZ")), False, JUDGED),
    case("none returned", learner(aim(DelLocPostCode=None)), False, JUDGED),
    case("on two aims", learner(aim(DelLocPostCode="B1 9ZZ"), aim(AimSeqNumber=2, DelLocPostCode="B1 9ZZ")), 2, JUDGED),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "delivery postcode B1 9ZZ of Z0020001" in says(CODE, learner(aim(DelLocPostCode="B1 9ZZ")), JUDGED)
