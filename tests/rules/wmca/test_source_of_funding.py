"""The source of funding is the authority."""

import pytest

from openlet.facts.given import Given
from openlet.rules import Severity
from tests.make import aim, fams, given, learner, milestone
from tests.rules.wmca.table import Records, case, fires, says, severity

CODE = "WMCA_LearnDelFAMType_01"
FAULTY = learner(aim(LearningDeliveryFAM=fams("SOF112", "SOF105", "FFI1", "DAM023")))
TABLE = [
    case("112 is right", learner(), False),
    case("another is a finding", learner(aim(LearningDeliveryFAM=fams("SOF105", "FFI1", "DAM023"))), True),
    case(
        "another beside 112 is a finding",
        learner(aim(LearningDeliveryFAM=fams("SOF112", "SOF105", "FFI1", "DAM023"))),
        True,
    ),
    case("none is a finding", learner(aim(LearningDeliveryFAM=fams("FFI1", "DAM023"))), True),
    case("no code at all is a finding", learner(aim(LearningDeliveryFAM=[])), True),
    case("Z0010211 is held to it too", learner(milestone(LearningDeliveryFAM=fams("FFI1", "DAM023"))), True),
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
    assert "105 and 112" in message


def test_a_reading_may_let_it_stop_payment() -> None:
    assert severity(CODE, FAULTY, given('mandatory_missing = "todo"')) is Severity.TO_DO
    assert severity(CODE, FAULTY, given('mandatory_missing = "no_pay"')) is Severity.NO_PAY
