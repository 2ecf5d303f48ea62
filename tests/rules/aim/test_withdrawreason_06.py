import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "WithdrawReason_06"
TABLE = [
    case("reason 48 on a bootcamp aim", on_aim(CompStatus=3, WithdrawReason=48), True),
    case("reason 48 on an industry placement", on_aim(LearnAimRef="ZWRKX002", CompStatus=3, WithdrawReason=48), False),
    case("another reason", on_aim(CompStatus=3, WithdrawReason=98), False),
    case("no aim reference", on_aim(LearnAimRef=None, CompStatus=3, WithdrawReason=48), False),
    case("none", on_aim(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(CompStatus=3, WithdrawReason=48))
    assert "Z0020001" in said
