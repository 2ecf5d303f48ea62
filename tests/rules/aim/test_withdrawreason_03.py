import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "WithdrawReason_03"
TABLE = [
    case("withdrawn without a reason", on_aim(CompStatus=3), True),
    case("withdrawn with a reason", on_aim(CompStatus=3, WithdrawReason=98), False),
    case("on a break without a reason", on_aim(CompStatus=6), False),
    case("continuing", on_aim(), False),
    case("no status", on_aim(CompStatus=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(CompStatus=3))
    assert "reason is missing" in said
