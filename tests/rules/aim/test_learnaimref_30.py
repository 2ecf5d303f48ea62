import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "LearnAimRef_30"
TABLE = [
    case("a bootcamp aim of aim type 4", on_aim(), False),
    case("a bootcamp aim of aim type 1", on_aim(AimType=1), True),
    case("ZPROG001 of aim type 4", on_aim(LearnAimRef="ZPROG001"), True),
    case("ZPROG001 of aim type 1", on_aim(LearnAimRef="ZPROG001", AimType=1), False),
    case("ZPROG001 without an aim type", on_aim(LearnAimRef="ZPROG001", AimType=None), False),
    case("aim type 1 without a reference", on_aim(LearnAimRef=None, AimType=1), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(AimType=1))
    assert "Z0020001" in said
    assert "type is 1" in said
