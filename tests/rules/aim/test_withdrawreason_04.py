import pytest

from openlet.facts.given import Given
from tests.make import finished, learner
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "WithdrawReason_04"
TABLE = [
    case("continuing with a reason", on_aim(WithdrawReason=98), True),
    case("completed with a reason", learner(finished(WithdrawReason=98)), True),
    case("on a break with a reason", on_aim(CompStatus=6, WithdrawReason=98), True),
    case("withdrawn with a reason", on_aim(CompStatus=3, WithdrawReason=98), False),
    case("continuing without a reason", on_aim(), False),
    case("no status", on_aim(CompStatus=None, WithdrawReason=98), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(WithdrawReason=98))
    assert "(98)" in said
    assert "status is 1" in said
