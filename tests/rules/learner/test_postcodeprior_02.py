import pytest

from openlet.facts.given import Given
from tests.make import learner
from tests.rules.table import Records, case, fires, says

CODE = "PostcodePrior_02"
TABLE = [
    *[
        case(f"{p} has the form", learner(PostcodePrior=p), 0)
        for p in ("B1 1AA", "B12 3DD", "W1A 0AX", "CV6 5GR", "CV61 5GR", "EC1A 1BB", "ZZ99 9ZZ")
    ],
    case("small letters", learner(PostcodePrior="b1 1aa"), 1),
    case("no space", learner(PostcodePrior="B11AA"), 1),
    case("two spaces", learner(PostcodePrior="B1  1AA"), 1),
    *[case(f"{x} in the second part", learner(PostcodePrior=f"B1 1A{x}"), 1) for x in "CIKMOV"],
    case("three letters first", learner(PostcodePrior="BBB1 1AA"), 1),
    case("no digit in the first part", learner(PostcodePrior="BX 1AA"), 1),
    case("words", learner(PostcodePrior="ONLINE"), 1),
    case("no postcode", learner(PostcodePrior=None), 0),
    case("only blanks", learner(PostcodePrior="  "), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "b1 1aa does not have the form of one" in says(CODE, learner(PostcodePrior="b1 1aa"))
