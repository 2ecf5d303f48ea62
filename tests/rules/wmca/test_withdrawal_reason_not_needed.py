"""Only a withdrawal has a withdrawal reason."""

import pytest

from openlet.facts.given import Given
from tests.make import aim, finished, learner
from tests.rules.wmca.table import Records, case, fires, says

CODE = "WMCA_WithdrawReason_02"
FAULTY = learner(finished(WithdrawReason=3))
TABLE = [
    case("withdrawn with a reason is right", learner(finished(CompStatus=3, WithdrawReason=3)), False),
    case("continuing with a reason is a finding", learner(finished(CompStatus=1, WithdrawReason=3)), True),
    case("completed with a reason is a finding", learner(finished(CompStatus=2, WithdrawReason=3)), True),
    case("temporarily withdrawn with a reason is a finding", learner(finished(CompStatus=6, WithdrawReason=3)), True),
    case("without a status it is a finding", learner(aim(CompStatus=None, WithdrawReason=3)), True),
    case("no reason is right", learner(finished()), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_is_a_finding(records: Records, judged_with: Given | None, expected: bool) -> None:
    assert fires(CODE, records, judged_with) is expected


def test_the_message_names_what_was_found() -> None:
    message = says(CODE, FAULTY)
    assert "Z0020001" in message
    assert "reason 3" in message
    assert "status is 2" in message
