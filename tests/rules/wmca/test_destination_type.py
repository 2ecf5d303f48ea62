"""The outcome has a type."""

import pytest

from openlet.facts.given import Given
from tests.make import aim, finished, learner, outcome, progression
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_OutType_01"
FAULTY: Records = [learner(finished()), progression(outcome(kind="JOB"))]
TABLE = [
    case("EDU is right", [learner(finished()), progression(outcome(kind="EDU"))], False),
    case("EMP is right", [learner(finished()), progression(outcome(kind="EMP"))], False),
    case("GAP is right", [learner(finished()), progression(outcome(kind="GAP"))], False),
    case("NPE is right", [learner(finished()), progression(outcome(kind="NPE"))], False),
    case("OTH is right", [learner(finished()), progression(outcome(kind="OTH"))], False),
    case("SDE is right", [learner(finished()), progression(outcome(kind="SDE"))], False),
    case("VOL is right", [learner(finished()), progression(outcome(kind="VOL"))], False),
    case("another is a finding", [learner(finished()), progression(outcome(kind="JOB"))], True),
    case("small letters are a finding", [learner(finished()), progression(outcome(kind="emp"))], True),
    case("none is a finding", [learner(finished()), progression(outcome(OutType=None))], True),
    case(
        "a learner without bootcamps is not concerned",
        [learner(aim(LearnAimRef="60000001")), progression(outcome(kind="JOB"))],
        False,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "is JOB" in message
