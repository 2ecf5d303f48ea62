"""The learner's legal sex is there."""

import pytest

from openlet.facts.given import Given
from openlet.rules import Severity
from tests.make import aim, given, learner
from tests.rules.wmca.table import Records, case, fires, says, severity

CODE = "WMCA_Sex_01"
FAULTY = learner(Sex=None)
TABLE = [
    case("a listed code is right", learner(), False),
    case("M is right", learner(Sex="M"), False),
    case("an unknown letter is a finding", learner(Sex="X"), True),
    case("no code is a finding", learner(Sex=None), True),
    case("a learner without bootcamps is not concerned", learner(aim(LearnAimRef="60000001"), Sex=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "is blank" in message


def test_a_reading_may_let_it_stop_payment() -> None:
    assert severity(CODE, FAULTY, given('mandatory_missing = "todo"')) is Severity.TO_DO
    assert severity(CODE, FAULTY, given('mandatory_missing = "no_pay"')) is Severity.NO_PAY
