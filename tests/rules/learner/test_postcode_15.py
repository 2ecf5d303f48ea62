import pytest

from openlet.facts.given import Given
from tests.make import learner
from tests.rules.table import Records, case, fires, says

CODE = "Postcode_15"
TABLE = [
    *[
        case(f"{p} has the form", learner(Postcode=p), 0)
        for p in ("B1 1AA", "B12 3DD", "W1A 0AX", "CV6 5GR", "CV61 5GR", "EC1A 1BB", "ZZ99 9ZZ")
    ],
    case("small letters", learner(Postcode="b1 1aa"), 1),
    case("no space", learner(Postcode="B11AA"), 1),
    case("two spaces", learner(Postcode="B1  1AA"), 1),
    *[case(f"{x} in the second part", learner(Postcode=f"B1 1A{x}"), 1) for x in "CIKMOV"],
    case("three letters first", learner(Postcode="BBB1 1AA"), 1),
    case("no digit in the first part", learner(Postcode="BX 1AA"), 1),
    case("words", learner(Postcode="ONLINE"), 1),
    case("no postcode", learner(Postcode=None), 0),
    case("only blanks", learner(Postcode="  "), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "b1 1aa does not have the form of one" in says(CODE, learner(Postcode="b1 1aa"))
