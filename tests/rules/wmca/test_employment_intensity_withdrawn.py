"""The hours of work are a band that still exists."""

import pytest

from openlet.facts.given import Given
from tests.make import learner, status
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_ESMCode_02"
FAULTY = learner(LearnerEmploymentStatus=[status(10, EII=4)])
TABLE = [
    case("1 is a finding", learner(LearnerEmploymentStatus=[status(10, EII=1)]), True),
    case("2 is a finding", learner(LearnerEmploymentStatus=[status(10, EII=2)]), True),
    case("3 is a finding", learner(LearnerEmploymentStatus=[status(10, EII=3)]), True),
    case("4 is a finding", learner(LearnerEmploymentStatus=[status(10, EII=4)]), True),
    case("5 is right", learner(LearnerEmploymentStatus=[status(10, EII=5)]), False),
    case("8 is right", learner(LearnerEmploymentStatus=[status(10, EII=8)]), False),
    case("no intensity is right", learner(LearnerEmploymentStatus=[status(10)]), False),
    case("1 of another type is right", learner(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "EII" in message
    assert "is 4" in message
