"""The learner was born before the learning started."""

from datetime import timedelta

import pytest

from openlet.facts.given import Given
from openlet.rules import Severity
from tests.make import START, aim, given, learner
from tests.rules.wmca.table import Records, case, fires, says, severity

CODE = "WMCA_DateOfBirth_02"
FAULTY = learner(DateOfBirth=START)
TABLE = [
    case("a date long before the start is right", learner(), False),
    case("the day before the start is not this rule's business", learner(DateOfBirth=START - timedelta(days=1)), False),
    case("the start day itself is a finding", learner(DateOfBirth=START), True),
    case("a later day is a finding", learner(DateOfBirth=START + timedelta(days=1)), True),
    case("no date of birth is another rule's business", learner(DateOfBirth=None), False),
    case("no start is another rule's business", learner(aim(LearnStartDate=None)), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "1 May 2024" in message


def test_a_reading_may_let_it_stop_payment() -> None:
    assert severity(CODE, FAULTY, given('mandatory_missing = "todo"')) is Severity.TO_DO
    assert severity(CODE, FAULTY, given('mandatory_missing = "no_pay"')) is Severity.NO_PAY
