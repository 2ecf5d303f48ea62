"""Bootcamp aims have aim type 4."""

import pytest

from openlet.facts.given import Given
from openlet.rules import Severity
from tests.make import aim, given, learner, milestone
from tests.rules.wmca.table import Records, case, fires, says, severity

CODE = "WMCA_AimType_01"
FAULTY = learner(aim(AimType=3))
TABLE = [
    case("4 is right", learner(), False),
    case("3 is a finding", learner(aim(AimType=3)), True),
    case("5 is a finding", learner(aim(AimType=5)), True),
    case("none is a finding", learner(aim(AimType=None)), True),
    case("Z0010211 is held to it too", learner(milestone(AimType=3)), True),
    case("Z0010212 is held to it too", learner(milestone("Z0010212", AimType=3)), True),
    case("other learning is not concerned", learner(aim(LearnAimRef="60000001", AimType=3)), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "Z0020001 is 3" in message


def test_a_reading_may_let_it_stop_payment() -> None:
    assert severity(CODE, FAULTY, given('mandatory_missing = "todo"')) is Severity.TO_DO
    assert severity(CODE, FAULTY, given('mandatory_missing = "no_pay"')) is Severity.NO_PAY
