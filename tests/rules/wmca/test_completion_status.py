"""The completion status is there."""

import pytest

from openlet.facts.given import Given
from openlet.rules import Severity
from tests.make import aim, given, learner, milestone
from tests.rules.wmca.table import Records, case, fires, says, severity

CODE = "WMCA_CompStatus_01"
FAULTY = learner(aim(CompStatus=4))
TABLE = [
    case("1 is right", learner(aim(CompStatus=1)), False),
    case("2 is right", learner(aim(CompStatus=2)), False),
    case("3 is right", learner(aim(CompStatus=3)), False),
    case("6 is right", learner(aim(CompStatus=6)), False),
    case("4 is a finding", learner(aim(CompStatus=4)), True),
    case("none is a finding", learner(aim(CompStatus=None)), True),
    case("none on Z0010211 is a finding", learner(milestone(CompStatus=None)), True),
    case("other learning is not concerned", learner(aim(LearnAimRef="60000001", CompStatus=None)), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "Z0020001 is 4" in message


def test_a_reading_may_let_it_stop_payment() -> None:
    assert severity(CODE, FAULTY, given('mandatory_missing = "todo"')) is Severity.TO_DO
    assert severity(CODE, FAULTY, given('mandatory_missing = "no_pay"')) is Severity.NO_PAY
