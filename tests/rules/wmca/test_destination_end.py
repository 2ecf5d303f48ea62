"""The outcome does not end before it starts."""

from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import aim, finished, learner, outcome, progression
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_OutEndDate_01"
FAULTY: Records = [learner(finished()), progression(outcome(OutEndDate=date(2024, 8, 4)))]
TABLE = [
    case("no end is right", [learner(finished()), progression(outcome())], False),
    case("the same day is right", [learner(finished()), progression(outcome(OutEndDate=date(2024, 8, 5)))], False),
    case("the day before is a finding", [learner(finished()), progression(outcome(OutEndDate=date(2024, 8, 4)))], True),
    case(
        "no start is another rule's business",
        [learner(finished()), progression(outcome(OutStartDate=None, OutEndDate=date(2024, 8, 4)))],
        False,
    ),
    case(
        "a learner without bootcamps is not concerned",
        [learner(aim(LearnAimRef="60000001")), progression(outcome(OutEndDate=date(2024, 8, 4)))],
        False,
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "4 August 2024" in message
    assert "5 August 2024" in message
