"""The delivery location postcode is there."""

import pytest

from openlet.facts.given import Given
from openlet.rules import Severity
from tests.make import aim, given, learner
from tests.rules.wmca.table import Records, case, fires, says, severity

CODE = "WMCA_DelLocPostCode_01"
FAULTY = learner(aim(DelLocPostCode="B11AA"))
TABLE = [
    case("a postcode is right", learner(), False),
    case("ZZ99 9ZZ is right here", learner(aim(DelLocPostCode="ZZ99 9ZZ")), False),
    case("a missing postcode is a finding", learner(aim(DelLocPostCode=None)), True),
    case("small letters are a finding", learner(aim(DelLocPostCode="b1 1aa")), True),
    case("without the blank it is a finding", learner(aim(DelLocPostCode="B11AA")), True),
    case("blanks alone are a finding", learner(aim(DelLocPostCode="  ")), True),
    case("other learning is not concerned", learner(aim(LearnAimRef="60000001", DelLocPostCode=None)), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "B11AA" in message


def test_a_reading_may_let_it_stop_payment() -> None:
    assert severity(CODE, FAULTY, given('mandatory_missing = "todo"')) is Severity.TO_DO
    assert severity(CODE, FAULTY, given('mandatory_missing = "no_pay"')) is Severity.NO_PAY
