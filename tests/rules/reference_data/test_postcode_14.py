import pytest

from openlet.facts.given import Given
from tests.make import learner
from tests.rules.table import Records, case, fires, judged, says

CODE = "Postcode_14"
JUDGED = judged()
TABLE = [
    case("a postcode in use", learner(Postcode="B1 1AA"), False, JUDGED),
    case("a postcode that is not used any more", learner(Postcode="AB1 0AA"), False, JUDGED),
    case("a postcode that does not exist", learner(Postcode="B1 9ZZ"), True, JUDGED),
    case("no postcode at all", learner(Postcode="NOWHERE"), True, JUDGED),
    case("small letters", learner(Postcode="b1 1aa"), True, JUDGED),
    case("Scotland", learner(Postcode="EH1 1AA"), False, JUDGED),
    case("Jersey", learner(Postcode="JE2 3AB"), False, JUDGED),
    case("ZZ99 9ZZ", learner(Postcode="ZZ99 9ZZ"), False, JUDGED),
    case("none returned", learner(Postcode=None), False, JUDGED),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "home postcode B1 9ZZ is not a known postcode" in says(CODE, learner(Postcode="B1 9ZZ"), JUDGED)
