"""There is one full or co-funding indicator."""

import pytest

from openlet.facts.given import Given
from openlet.rules import Severity
from tests.make import aim, fams, given, learner, milestone
from tests.rules.wmca.table import Records, case, fires, says, severity

CODE = "WMCA_LearnDelFAMType_02"
FAULTY = learner(aim(LearningDeliveryFAM=fams("SOF112", "FFI1", "FFI2", "DAM023")))
TABLE = [
    case("1 is right", learner(), False),
    case("2 is right here", learner(aim(LearningDeliveryFAM=fams("SOF112", "FFI2", "DAM023"))), False),
    case("none is a finding", learner(aim(LearningDeliveryFAM=fams("SOF112", "DAM023"))), True),
    case("both are a finding", learner(aim(LearningDeliveryFAM=fams("SOF112", "FFI1", "FFI2", "DAM023"))), True),
    case(
        "the same twice is a finding", learner(aim(LearningDeliveryFAM=fams("SOF112", "FFI1", "FFI1", "DAM023"))), True
    ),
    case("3 is a finding", learner(aim(LearningDeliveryFAM=fams("SOF112", "FFI3", "DAM023"))), True),
    case("Z0010211 is held to it too", learner(milestone(LearningDeliveryFAM=fams("SOF112", "DAM023"))), True),
    case(
        "other learning is not concerned",
        learner(aim(LearnAimRef="60000001", LearningDeliveryFAM=fams("SOF105"))),
        False,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "Z0020001" in message
    assert "1 and 2" in message


def test_a_reading_may_let_it_stop_payment() -> None:
    assert severity(CODE, FAULTY, given('mandatory_missing = "todo"')) is Severity.TO_DO
    assert severity(CODE, FAULTY, given('mandatory_missing = "no_pay"')) is Severity.NO_PAY
