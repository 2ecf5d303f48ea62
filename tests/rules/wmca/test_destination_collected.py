"""The outcome has a collection date."""

import pytest

from openlet.facts.given import Given
from tests.make import aim, finished, learner, outcome, progression
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_OutCollDate_01"
FAULTY: Records = [learner(finished()), progression(outcome(OutCollDate=None))]
TABLE = [
    case("a collection date is right", [learner(finished()), progression(outcome())], False),
    case("none is a finding", [learner(finished()), progression(outcome(OutCollDate=None))], True),
    case(
        "a learner without bootcamps is not concerned",
        [learner(aim(LearnAimRef="60000001")), progression(outcome(OutCollDate=None))],
        False,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "outcome EMP is blank" in message
