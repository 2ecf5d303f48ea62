import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import on_aim, with_fams
from tests.rules.table import Records, case, fires, says

CODE = "LSDPostcode_03"
TABLE = [
    case("a postcode with one space", on_aim(LSDPostcode="CV34 6AB"), False),
    case("ZZ99 9ZZ", on_aim(LSDPostcode="ZZ99 9ZZ"), False),
    case("small letters", on_aim(LSDPostcode="b1 1aa"), True),
    case("no space", on_aim(LSDPostcode="B11AA"), True),
    case("a letter that second halves never have", on_aim(LSDPostcode="B1 1VA"), True),
    case("learning in custody is no exception", with_fams("SOF105", "LDM034", LSDPostcode="HMP"), True),
    case("none", on_aim(LSDPostcode=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, on_aim(LSDPostcode="b1 1aa"))
    assert "b1 1aa" in said
