"""The outcome has a code of its type."""

from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import aim, finished, learner, outcome, progression
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_OutCode_01"
FAULTY: Records = [learner(finished()), progression(outcome(kind="EMP", code=6))]
TABLE = [
    case("a code of the type is right", [learner(finished()), progression(outcome(kind="EMP", code=5))], False),
    case("a code of another type is a finding", [learner(finished()), progression(outcome(kind="EMP", code=6))], True),
    case("the same number may be right there", [learner(finished()), progression(outcome(kind="EDU", code=6))], False),
    case("none is a finding", [learner(finished()), progression(outcome(OutCode=None))], True),
    case(
        "a code that ended in 2015 is a finding", [learner(finished()), progression(outcome(kind="EMP", code=3))], True
    ),
    case(
        "it was right on its last day",
        [learner(finished()), progression(outcome(kind="EMP", code=3, start=date(2015, 7, 31)))],
        False,
    ),
    case(
        "without a start it is not held against that",
        [learner(finished()), progression(outcome(kind="EMP", code=3, OutStartDate=None))],
        False,
    ),
    case(
        "no type is another rule's business", [learner(finished()), progression(outcome(OutType=None, code=9))], False
    ),
    case(
        "a learner without bootcamps is not concerned",
        [learner(aim(LearnAimRef="60000001")), progression(outcome(code=9))],
        False,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "is 6" in message
    assert "type EMP" in message
