"""A learner whose learning has ended is not continuing."""

import pytest

from openlet.facts.given import Given
from tests.make import PLANNED_END, aim, finished, learner, milestone
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_CompStatus_02"
FAULTY = learner(aim(LearnActEndDate=PLANNED_END))
TABLE = [
    case("continuing without an end is right", learner(), False),
    case("completed with an end is right", learner(finished()), False),
    case("continuing with an end is a finding", learner(aim(LearnActEndDate=PLANNED_END)), True),
    case("withdrawn with an end is right", learner(finished(CompStatus=3)), False),
    case("Z0010211 is held to it too", learner(milestone(CompStatus=1)), True),
    case("other learning is not concerned", learner(aim(LearnAimRef="60000001", LearnActEndDate=PLANNED_END)), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "Z0020001" in message
    assert "31 July 2024" in message
    assert "still 1" in message
