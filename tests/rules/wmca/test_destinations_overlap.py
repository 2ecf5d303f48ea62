"""An outcome that has ended is closed."""

from datetime import timedelta

import pytest

from openlet.facts.given import Given
from tests.make import AS_OF, aim, finished, learner, outcome, progression
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_DPOutcome_05"
FAULTY: Records = [learner(finished()), progression(outcome("NPE", 1), outcome("EMP", 1))]
TABLE = [
    case("one outcome is right", [learner(finished()), progression()], False),
    case(
        "two open types are a finding", [learner(finished()), progression(outcome("NPE", 1), outcome("EMP", 1))], True
    ),
    case("two of one type are right", [learner(finished()), progression(outcome("EMP", 2), outcome("EMP", 5))], False),
    case(
        "one that has ended is right",
        [learner(finished()), progression(outcome("NPE", 1, OutEndDate=AS_OF), outcome("EMP", 1))],
        False,
    ),
    case(
        "one that ends the day after is a finding",
        [learner(finished()), progression(outcome("NPE", 1, OutEndDate=AS_OF + timedelta(days=1)), outcome("EMP", 1))],
        True,
    ),
    case(
        "a learner without bootcamps is not concerned",
        [learner(aim(LearnAimRef="60000001")), progression(outcome("NPE", 1), outcome("EMP", 1))],
        False,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "L0001" in message
    assert "EMP and NPE" in message
