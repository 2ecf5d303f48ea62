"""An unemployed learner's length of unemployment is there."""

import pytest

from openlet.facts.given import Given
from tests.make import START, aim, learner, status
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_ESMType_02"
FAULTY = learner(LearnerEmploymentStatus=[status(11, BSI=4)])
TABLE = [
    case("with a length it is right", learner(), False),
    case("without one it is a finding", learner(LearnerEmploymentStatus=[status(11, BSI=4)]), True),
    case(
        "a later record without one is a finding",
        learner(LearnerEmploymentStatus=[status(), status(11, START, BSI=4)]),
        True,
    ),
    case("employed needs none", learner(LearnerEmploymentStatus=[status(10)]), False),
    case("not looking needs none", learner(LearnerEmploymentStatus=[status(12)]), False),
    case(
        "a learner without bootcamps is not concerned",
        learner(aim(LearnAimRef="60000001"), LearnerEmploymentStatus=[status(11, BSI=4)]),
        False,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "30 April 2024" in message
    assert "is 11" in message
    assert "(LOU) is blank" in message
