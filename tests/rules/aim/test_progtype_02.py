import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "ProgType_02"
TABLE = [
    case("aim type 4 with the programme type of national bootcamps", on_aim(ProgType=32), True),
    case("aim type 4 without a programme type", on_aim(), False),
    case("aim type 1 with a programme type", on_aim(AimType=1, ProgType=32), False),
    case("no aim type", on_aim(AimType=None, ProgType=32), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(ProgType=32))
    assert "programme type is 32" in said
