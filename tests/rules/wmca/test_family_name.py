"""The learner's family name is there."""

import pytest

from openlet.facts.given import Given
from openlet.rules import Severity
from tests.make import aim, given, learner, milestone
from tests.rules.wmca.table import Records, case, fires, says, severity

CODE = "WMCA_FamilyName_01"
FAULTY = learner(FamilyName=None)
TABLE = [
    case("a family name is right", learner(), False),
    case("a missing family name is a finding", learner(FamilyName=None), True),
    case("blanks alone are a finding", learner(FamilyName="  "), True),
    case("one letter is enough", learner(FamilyName="A"), False),
    case("a learner without bootcamps is not concerned", learner(aim(LearnAimRef="60000001"), FamilyName=None), False),
    case("a learner with a milestone aim alone is concerned", learner(milestone(), FamilyName=None), True),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "family name is blank" in message


def test_a_reading_may_let_it_stop_payment() -> None:
    assert severity(CODE, FAULTY, given('mandatory_missing = "todo"')) is Severity.TO_DO
    assert severity(CODE, FAULTY, given('mandatory_missing = "no_pay"')) is Severity.NO_PAY
