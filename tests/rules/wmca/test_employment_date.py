"""Every employment record has a date."""

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import LearnerEmploymentStatus
from openlet.rules import Severity
from tests.make import aim, given, learner, status
from tests.rules.wmca.table import Records, case, fires, says, severity

CODE = "WMCA_DateEmpStatApp_01"
FAULTY = learner(LearnerEmploymentStatus=[status(), LearnerEmploymentStatus(EmpStat=10)])
TABLE = [
    case("a date is right", learner(), False),
    case("none is a finding", learner(LearnerEmploymentStatus=[status(), LearnerEmploymentStatus(EmpStat=10)]), True),
    case("no record is another rule's business", learner(LearnerEmploymentStatus=[]), False),
    case(
        "a learner without bootcamps is not concerned",
        learner(aim(LearnAimRef="60000001"), LearnerEmploymentStatus=[LearnerEmploymentStatus(EmpStat=10)]),
        False,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "status 10" in message
    assert "from blank" in message


def test_a_reading_may_let_it_stop_payment() -> None:
    assert severity(CODE, FAULTY, given('mandatory_missing = "todo"')) is Severity.TO_DO
    assert severity(CODE, FAULTY, given('mandatory_missing = "no_pay"')) is Severity.NO_PAY
