"""The planned end is not before the start."""

from datetime import timedelta

import pytest

from openlet.facts.given import Given
from openlet.rules import Severity
from tests.make import START, aim, given, learner, milestone
from tests.rules.wmca.table import Records, case, fires, says, severity

CODE = "WMCA_LearnPlanEndDate_02"
FAULTY = learner(aim(LearnPlanEndDate=START - timedelta(days=1)))
TABLE = [
    case("a later day is right", learner(), False),
    case("the same day is right", learner(aim(LearnPlanEndDate=START)), False),
    case("the day before is a finding", learner(aim(LearnPlanEndDate=START - timedelta(days=1))), True),
    case("no planned end is another rule's business", learner(aim(LearnPlanEndDate=None)), False),
    case("no start is another rule's business", learner(aim(LearnStartDate=None)), False),
    case("on Z0010211 NP-15 judges it", learner(milestone(LearnPlanEndDate=START)), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "30 April 2024" in message
    assert "1 May 2024" in message


def test_a_reading_may_let_it_stop_payment() -> None:
    assert severity(CODE, FAULTY, given('mandatory_missing = "todo"')) is Severity.TO_DO
    assert severity(CODE, FAULTY, given('mandatory_missing = "no_pay"')) is Severity.NO_PAY
