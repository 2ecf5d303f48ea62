import pytest

from openlet.facts.given import Given
from tests.rules.aim.records import with_placement
from tests.rules.table import Records, case, fires, says

CODE = "WorkPlaceEmpId_02"
TABLE = [
    case("an identifier whose last digit is the check digit", with_placement({"WorkPlaceEmpId": 123456789}), False),
    case("the last digit is one too low", with_placement({"WorkPlaceEmpId": 123456788}), True),
    case("the first eight digits allow no check digit", with_placement({"WorkPlaceEmpId": 100000070}), True),
    case("eight digits", with_placement({"WorkPlaceEmpId": 12345678}), True),
    case("999999999, for employers without one", with_placement({"WorkPlaceEmpId": 999999999}), False),
    case("none", with_placement(), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    said = says(CODE, with_placement({"WorkPlaceEmpId": 123456788}))
    assert "123456788" in said
