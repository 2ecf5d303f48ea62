import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "ProgType_01"
TABLE = [
    case("aim type 1 without a programme type", on_aim(AimType=1), True),
    case("aim type 3 without a programme type", on_aim(AimType=3), True),
    case("aim type 1 with a programme type", on_aim(AimType=1, ProgType=32), False),
    case("aim type 4 without a programme type", on_aim(), False),
    case("no aim type", on_aim(AimType=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(AimType=3))
    assert "aim type is 3" in said
