import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim, with_fams
from tests.rules.table import Records, case, fires, says

CODE = "DelLocPostCode_11"
TABLE = [
    case("a postcode with one space", on_aim(DelLocPostCode="CV34 6AB"), False),
    case("a postcode with a letter in its first half", on_aim(DelLocPostCode="W1A 1AA"), False),
    case("ZZ99 9ZZ", on_aim(DelLocPostCode="ZZ99 9ZZ"), False),
    case("small letters", on_aim(DelLocPostCode="b1 1aa"), True),
    case("no space", on_aim(DelLocPostCode="B11AA"), True),
    case("two spaces", on_aim(DelLocPostCode="B1  1AA"), True),
    case("a letter that second halves never have", on_aim(DelLocPostCode="B1 1AC"), True),
    case("a word", on_aim(DelLocPostCode="ONLINE"), True),
    case("learning in custody", with_fams("SOF105", "LDM034", DelLocPostCode="ONLINE"), False),
    case("none", on_aim(DelLocPostCode=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(DelLocPostCode="ONLINE"))
    assert "postcode ONLINE does not" in said
