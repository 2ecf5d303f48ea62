"""A learner who left has an actual end date."""

import pytest

from openlet.facts.given import Given
from tests.make import finished, learner, milestone
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_LearnActEndDate_01"
FAULTY = learner(finished(LearnActEndDate=None))
TABLE = [
    case("completed with an end is right", learner(finished()), False),
    case("2 without an end is a finding", learner(finished(CompStatus=2, LearnActEndDate=None)), True),
    case("3 without an end is a finding", learner(finished(CompStatus=3, LearnActEndDate=None)), True),
    case("6 without an end is a finding", learner(finished(CompStatus=6, LearnActEndDate=None)), True),
    case("continuing without an end is right", learner(), False),
    case("Z0010211 is held to it too", learner(milestone(LearnActEndDate=None)), True),
    case("other learning is not concerned", learner(finished(LearnAimRef="60000001", LearnActEndDate=None)), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "Z0020001 is 2" in message
    assert "end date is blank" in message
