"""The learner has a reference of letters and figures."""

import pytest

from openlet.facts.given import Given
from openlet.rules import Severity
from tests.make import aim, given, learner, milestone
from tests.rules.wmca.table import Records, case, fires, says, severity

CODE = "WMCA_LearnRefNumber_01"
FAULTY = learner(LearnRefNumber="A-1")
TABLE = [
    case("letters and figures are right", learner(), False),
    case("figures alone are right", learner(LearnRefNumber="0001"), False),
    case("a missing reference is a finding", learner(LearnRefNumber=None), True),
    case("a hyphen is a finding", learner(LearnRefNumber="A-1"), True),
    case("a blank within it is a finding", learner(LearnRefNumber="A 1"), True),
    case("blanks alone are a finding", learner(LearnRefNumber="  "), True),
    case(
        "a learner without bootcamps is not concerned",
        learner(aim(LearnAimRef="60000001"), LearnRefNumber="A-1"),
        False,
    ),
    case("a learner with a milestone aim alone is concerned", learner(milestone(), LearnRefNumber="A-1"), True),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "A-1" in message


def test_a_reading_may_let_it_stop_payment() -> None:
    assert severity(CODE, FAULTY, given('mandatory_missing = "todo"')) is Severity.TO_DO
    assert severity(CODE, FAULTY, given('mandatory_missing = "no_pay"')) is Severity.NO_PAY
