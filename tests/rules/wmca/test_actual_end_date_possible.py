"""The actual end date is a day of attendance."""

from datetime import timedelta

import pytest

from openlet.facts.given import Given
from tests.make import AS_OF, START, finished, learner
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_LearnActEndDate_02"
FAULTY = learner(finished(LearnActEndDate=START - timedelta(days=1)))
TABLE = [
    case("after the start is right", learner(finished()), False),
    case("the start day is right", learner(finished(LearnActEndDate=START)), False),
    case("the day before the start is a finding", learner(finished(LearnActEndDate=START - timedelta(days=1))), True),
    case("the day of the return is right", learner(finished(LearnActEndDate=AS_OF)), False),
    case("the day after the return is a finding", learner(finished(LearnActEndDate=AS_OF + timedelta(days=1))), True),
    case("no end is another rule's business", learner(), False),
    case("no start is another rule's business", learner(finished(LearnStartDate=None)), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "30 April 2024" in message
    assert "1 May 2024" in message
    assert "20 August 2024" in message
