"""The start date is there."""

import pytest

from openlet.facts.given import Given
from openlet.rules import Severity
from tests.make import aim, given, learner, milestone
from tests.rules.wmca.table import Records, case, fires, says, severity

CODE = "WMCA_LearnStartDate_01"
FAULTY = learner(aim(LearnStartDate=None))
TABLE = [
    case("a start is right", learner(), False),
    case("no start is a finding", learner(aim(LearnStartDate=None)), True),
    case("none on Z0010211 is a finding", learner(milestone(LearnStartDate=None)), True),
    case("none on Z0010212 is a finding", learner(milestone("Z0010212", LearnStartDate=None)), True),
    case("other learning is not concerned", learner(aim(LearnAimRef="60000001", LearnStartDate=None)), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "Z0020001 is blank" in message


def test_a_reading_may_let_it_stop_payment() -> None:
    assert severity(CODE, FAULTY, given('mandatory_missing = "todo"')) is Severity.TO_DO
    assert severity(CODE, FAULTY, given('mandatory_missing = "no_pay"')) is Severity.NO_PAY
