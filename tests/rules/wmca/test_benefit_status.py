"""The benefit is one that still exists."""

import pytest

from openlet.facts.given import Given
from tests.make import learner, status
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_ESMCode_01"
FAULTY = learner(LearnerEmploymentStatus=[status(11, LOU=1, BSI=3)])
TABLE = [
    case("1 is right", learner(LearnerEmploymentStatus=[status(11, LOU=1, BSI=1)]), False),
    case("2 is a finding", learner(LearnerEmploymentStatus=[status(11, LOU=1, BSI=2)]), True),
    case("3 is a finding", learner(LearnerEmploymentStatus=[status(11, LOU=1, BSI=3)]), True),
    case("4 is right", learner(LearnerEmploymentStatus=[status(11, LOU=1, BSI=4)]), False),
    case("5 is right", learner(LearnerEmploymentStatus=[status(11, LOU=1, BSI=5)]), False),
    case("6 is right", learner(LearnerEmploymentStatus=[status(11, LOU=1, BSI=6)]), False),
    case("no benefit is right", learner(), False),
    case("3 of another type is right", learner(LearnerEmploymentStatus=[status(11, LOU=3)]), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "BSI" in message
    assert "is 3" in message
