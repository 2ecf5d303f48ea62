import pytest

from openlet.facts.given import Given
from openlet.facts.places import start_area, start_postcode_unknown
from openlet.reference.areas import AreaLookup
from openlet.spec.years import year_of
from tests.make import AS_OF, UKPRN, aim

OWN = Given(
    year_of("2023-24"), AS_OF, AS_OF, UKPRN, areas=AreaLookup({"B1 1AA": "OTHER", "ZZ99 9ZZ": "WMCA", "X1 1XX": "WMCA"})
)
DIRECTORY = Given(year_of("2023-24"), AS_OF, AS_OF, UKPRN)


@pytest.mark.parametrize(
    ("postcode", "area"),
    [
        pytest.param("B1 1AA", "WMCA", id="Birmingham"),
        pytest.param("WR1 1AA", "WM_OTHER", id="Worcester"),
        pytest.param("SW1A 1AA", "OTHER", id="Westminster"),
        pytest.param("B1 1ZZ", None, id="a postcode that does not exist"),
        pytest.param("ZZ99 9ZZ", None, id="the postcode for not known"),
        pytest.param("b1 1aa", None, id="small letters are not guessed at"),
        pytest.param("", None, id="no text"),
        pytest.param(None, None, id="absent"),
    ],
)
def test_the_area_of_the_start_postcode(postcode: str | None, area: str | None) -> None:
    assert start_area(aim(LSDPostcode=postcode), DIRECTORY) == area


def test_the_users_own_table_comes_first() -> None:
    assert start_area(aim(LSDPostcode="B1 1AA"), OWN) == "OTHER"
    assert start_area(aim(LSDPostcode="X1 1XX"), OWN) == "WMCA"
    assert start_area(aim(LSDPostcode="WR1 1AA"), OWN) == "WM_OTHER"


@pytest.mark.parametrize(
    ("postcode", "unknown"), [("ZZ99 9ZZ", True), ("B1 1ZZ", False), ("ZZ99 9Z", False), (None, False)]
)
def test_whether_the_provider_says_that_it_is_not_known(postcode: str | None, unknown: bool) -> None:
    assert start_postcode_unknown(aim(LSDPostcode=postcode)) is unknown
