import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim
from tests.rules.table import Records, case, fires, says

CODE = "StdCode_03"
TABLE = [
    case("a standard code on a bootcamp aim", on_aim(StdCode=91), True),
    case("a standard code on programme type 32", on_aim(StdCode=91, ProgType=32), True),
    case("a standard code on an apprenticeship standard", on_aim(StdCode=91, ProgType=25), False),
    case("none", on_aim(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(StdCode=91))
    assert "code 91" in said
    assert "(programme type blank)" in said
