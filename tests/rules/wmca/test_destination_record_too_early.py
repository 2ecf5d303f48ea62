"""A destination record is entered when the learner has left."""

import pytest

from openlet.facts.given import Given
from tests.make import aim, finished, learner, milestone, progression
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_DPOutcome_04"
FAULTY: Records = [learner(), progression()]
TABLE = [
    case("completed is right", [learner(finished()), progression()], False),
    case("withdrawn is right", [learner(finished(CompStatus=3)), progression()], False),
    case("continuing is a finding", [learner(), progression()], True),
    case("temporarily withdrawn is a finding", [learner(finished(CompStatus=6)), progression()], True),
    case(
        "another aim that is completed will do",
        [learner(aim(), finished(AimSeqNumber=2, LearnAimRef="60000001")), progression()],
        False,
    ),
    case("a milestone aim will not", [learner(aim(), milestone()), progression()], True),
    case("milestone aims alone are right", [learner(milestone()), progression()], False),
    case("no record is right", [learner()], False),
    case("a learner without bootcamps is not concerned", [learner(aim(LearnAimRef="60000001")), progression()], False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "L0001" in message
