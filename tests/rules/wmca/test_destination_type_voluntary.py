"""Voluntary work is recorded in another way."""

import pytest

from openlet.facts.given import Given
from tests.make import aim, finished, learner, outcome, progression
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_OutType_03"
FAULTY: Records = [learner(finished()), progression(outcome(kind="VOL"))]
TABLE = [
    case("a job is right", [learner(finished()), progression(outcome(kind="EMP"))], False),
    case("voluntary work is a finding", [learner(finished()), progression(outcome(kind="VOL"))], True),
    case("no type is another rule's business", [learner(finished()), progression(outcome(OutType=None))], False),
    case(
        "a learner without bootcamps is not concerned",
        [learner(aim(LearnAimRef="60000001")), progression(outcome(kind="VOL"))],
        False,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "is VOL" in message
    assert "WMCA5.1" in message
