"""A withdrawal has a reason."""

import pytest

from openlet.facts.given import Given
from tests.make import finished, learner
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_WithdrawReason_01"
FAULTY = learner(finished(CompStatus=3))
TABLE = [
    case("withdrawn with a reason is right", learner(finished(CompStatus=3, WithdrawReason=3)), False),
    case("withdrawn without a reason is a finding", learner(finished(CompStatus=3)), True),
    case("completed needs none", learner(finished()), False),
    case("temporarily withdrawn needs none", learner(finished(CompStatus=6)), False),
    case("continuing needs none", learner(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "Z0020001 is 3" in message
    assert "reason is blank" in message
