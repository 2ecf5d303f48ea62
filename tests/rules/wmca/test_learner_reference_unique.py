"""No two learners of a file share a reference."""

import pytest

from openlet.facts.given import Given
from tests.make import OTHER_ULN, aim, learner
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_LearnRefNumber_02"
FAULTY: Records = [learner(), learner(ULN=OTHER_ULN)]
TABLE = [
    case("one learner is right", [learner()], False),
    case("two references are right", [learner(), learner(LearnRefNumber="L0002", ULN=OTHER_ULN)], False),
    case("the same reference twice is a finding", [learner(), learner(ULN=OTHER_ULN)], True),
    case(
        "two learners without a reference are not a finding",
        [learner(LearnRefNumber=None), learner(LearnRefNumber=None)],
        False,
    ),
    case(
        "two learners without bootcamps are not concerned",
        [learner(aim(LearnAimRef="60000001")), learner(aim(LearnAimRef="60000001"))],
        False,
    ),
    case(
        "one of the two on a bootcamp is enough", [learner(), learner(aim(LearnAimRef="60000001"), ULN=OTHER_ULN)], True
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "L0001" in message
    assert "1000000035" in message
