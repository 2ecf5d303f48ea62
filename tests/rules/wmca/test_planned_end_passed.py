"""A bootcamp whose planned end has passed is checked for its end."""

from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import PLANNED_END, STILL_TO_COME, aim, finished, given, learner
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_CompStatus_03"
FAULTY = learner()
TABLE = [
    case("before the planned end it is right", learner(), False, given(as_of=date(2024, 7, 1))),
    case("on the planned end it is right", learner(), False, given(as_of=STILL_TO_COME)),
    case("a day later it is a finding", learner(), True, given(as_of=date(2024, 10, 1))),
    case("completed is right", learner(finished()), False, given(as_of=date(2024, 10, 1))),
    case("temporarily withdrawn is right", learner(aim(CompStatus=6)), False, given(as_of=date(2024, 10, 1))),
    case(
        "an end without the status is another rule's business",
        learner(aim(LearnActEndDate=PLANNED_END)),
        False,
        given(as_of=date(2024, 10, 1)),
    ),
    case(
        "no planned end is another rule's business",
        learner(aim(LearnPlanEndDate=None)),
        False,
        given(as_of=date(2024, 10, 1)),
    ),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY, given(as_of=date(2024, 10, 1)))
    assert "Z0020001" in message
    assert "30 September 2024" in message
    assert "still 1" in message
