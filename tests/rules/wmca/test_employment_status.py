"""Every employment record has a status."""

import pytest

from openlet.facts.given import Given
from openlet.ilr.records import LearnerEmploymentStatus
from openlet.rules import Severity
from tests.make import START, aim, given, learner, status
from tests.rules.wmca.table import Records, case, fires, says, severity

CODE = "WMCA_EmpStat_02"
FAULTY = learner(LearnerEmploymentStatus=[status(13)])
TABLE = [
    case("10 is right", learner(LearnerEmploymentStatus=[status(10)]), False),
    case("11 is right", learner(LearnerEmploymentStatus=[status(11)]), False),
    case("12 is right", learner(LearnerEmploymentStatus=[status(12)]), False),
    case("98 is right", learner(LearnerEmploymentStatus=[status(98)]), False),
    case("13 is a finding", learner(LearnerEmploymentStatus=[status(13)]), True),
    case("none is a finding", learner(LearnerEmploymentStatus=[LearnerEmploymentStatus(DateEmpStatApp=START)]), True),
    case("no record is another rule's business", learner(LearnerEmploymentStatus=[]), False),
    case(
        "a learner without bootcamps is not concerned",
        learner(aim(LearnAimRef="60000001"), LearnerEmploymentStatus=[status(13)]),
        False,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "30 April 2024" in message
    assert "is 13" in message


def test_a_reading_may_let_it_stop_payment() -> None:
    assert severity(CODE, FAULTY, given('mandatory_missing = "todo"')) is Severity.TO_DO
    assert severity(CODE, FAULTY, given('mandatory_missing = "no_pay"')) is Severity.NO_PAY
