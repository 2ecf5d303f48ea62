"""The learner's National Insurance number is there."""

import pytest

from openlet.facts.given import Given
from tests.make import aim, given, learner
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_NINumber_01"
FAULTY = learner(NINumber=None)
TABLE = [
    case("a number is right", learner(), False),
    case("a missing number is a finding", learner(NINumber=None), True),
    case("blanks alone are a finding", learner(NINumber="  "), True),
    case("it may be missing if the reading says so", learner(NINumber=None), False, given("ni_required = false")),
    case("a learner without bootcamps is not concerned", learner(aim(LearnAimRef="60000001"), NINumber=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "number is blank" in message
