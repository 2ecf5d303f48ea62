"""Learning that has ended has an outcome."""

import pytest

from openlet.facts.given import Given
from tests.make import finished, learner, milestone
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_Outcome_01"
FAULTY = learner(finished(Outcome=None))
TABLE = [
    case("1 is right", learner(finished(Outcome=1)), False),
    case("2 is right", learner(finished(Outcome=2)), False),
    case("3 is right", learner(finished(Outcome=3)), False),
    case("8 is right", learner(finished(Outcome=8)), False),
    case("4 is a finding", learner(finished(Outcome=4)), True),
    case("none is a finding", learner(finished(Outcome=None)), True),
    case("without an end none is right", learner(), False),
    case("Z0010211 is held to it too", learner(milestone(Outcome=None)), True),
    case("other learning is not concerned", learner(finished(LearnAimRef="60000001", Outcome=None)), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "Z0020001" in message
    assert "31 July 2024" in message
    assert "outcome is blank" in message
