"""The National Insurance number is a real one."""

import pytest

from openlet.facts.given import Given
from tests.make import given, learner
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_NINumber_02"
FAULTY = learner(NINumber="TN030290F")
TABLE = [
    case("a number is right", learner(), False),
    case("without the last letter it is right", learner(NINumber="AB123456"), False),
    case("a temporary number is a finding", learner(NINumber="TN030290F"), True),
    case("a barred prefix is a finding", learner(NINumber="GB123456C"), True),
    case("a figure too few is a finding", learner(NINumber="AB12345C"), True),
    case("D at the end is right", learner(NINumber="AB123456D"), False),
    case("E at the end is a finding", learner(NINumber="AB123456E"), True),
    case("a missing number is another rule's business", learner(NINumber=None), False),
    case(
        "a wrong number stays one where none is required",
        learner(NINumber="TN030290F"),
        True,
        given("ni_required = false"),
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "TN030290F" in message
