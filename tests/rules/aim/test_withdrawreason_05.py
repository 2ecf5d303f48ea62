import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim, with_fams
from tests.rules.table import Records, case, fires, says

CODE = "WithdrawReason_05"
TABLE = [
    case("reason 28 outside custody", on_aim(CompStatus=3, WithdrawReason=28), True),
    case("reason 28 in custody", with_fams("SOF105", "LDM034", CompStatus=3, WithdrawReason=28), False),
    case("another reason", on_aim(CompStatus=3, WithdrawReason=98), False),
    case("none", on_aim(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(CompStatus=3, WithdrawReason=28))
    assert "reason 28" in said
