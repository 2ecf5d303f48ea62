import pytest

from openlet.facts.given import Given
from tests.make import learner
from tests.rules.table import Records, case, fires, judged, says

CODE = "PostcodePrior_01"
JUDGED = judged()
TABLE = [
    case("a postcode in use", learner(PostcodePrior="B1 1AA"), False, JUDGED),
    case("a postcode that is not used any more", learner(PostcodePrior="AB1 0AA"), False, JUDGED),
    case("a postcode that does not exist", learner(PostcodePrior="B1 9ZZ"), True, JUDGED),
    case("no postcode at all", learner(PostcodePrior="NOWHERE"), True, JUDGED),
    case("small letters", learner(PostcodePrior="b1 1aa"), True, JUDGED),
    case("Scotland", learner(PostcodePrior="EH1 1AA"), False, JUDGED),
    case("Jersey", learner(PostcodePrior="JE2 3AB"), False, JUDGED),
    case("ZZ99 9ZZ", learner(PostcodePrior="ZZ99 9ZZ"), False, JUDGED),
    case("none returned", learner(PostcodePrior=None), False, JUDGED),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "postcode before enrolment B1 9ZZ is not a known postcode" in says(
        CODE, learner(PostcodePrior="B1 9ZZ"), JUDGED
    )
