import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "OTJActHours_01"
TABLE = [
    case("off-the-job hours on a bootcamp aim", on_aim(OTJActHours=20), True),
    case("0 hours are hours", on_aim(OTJActHours=0), True),
    case("off-the-job hours on a programme aim", on_aim(OTJActHours=20, AimType=1), False),
    case("none", on_aim(), False),
    case("no aim type", on_aim(OTJActHours=20, AimType=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(OTJActHours=20))
    assert "(20)" in said
    assert "type 4" in said
