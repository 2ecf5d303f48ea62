"""The outcome was collected by the day of the return."""

from datetime import timedelta

import pytest

from openlet.facts.given import Given
from tests.make import AS_OF, aim, finished, learner, outcome, progression
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_OutCollDate_02"
FAULTY: Records = [learner(finished()), progression(outcome(OutCollDate=AS_OF + timedelta(days=1)))]
TABLE = [
    case("the day of the return is right", [learner(finished()), progression(outcome(OutCollDate=AS_OF))], False),
    case(
        "the day after is a finding",
        [learner(finished()), progression(outcome(OutCollDate=AS_OF + timedelta(days=1)))],
        True,
    ),
    case("none is another rule's business", [learner(finished()), progression(outcome(OutCollDate=None))], False),
    case(
        "a learner without bootcamps is not concerned",
        [learner(aim(LearnAimRef="60000001")), progression(outcome(OutCollDate=AS_OF + timedelta(days=1)))],
        False,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "21 August 2024" in message
    assert "20 August 2024" in message
