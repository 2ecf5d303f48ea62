import pytest

from openlet.facts.given import Given
from tests.make import learner
from tests.rules.table import Records, case, fires, says

CODE = "DateOfBirth_24"
TABLE = [
    case("a ULN and a date of birth", learner(), 0),
    case("a ULN and no date of birth", learner(DateOfBirth=None), 1),
    case("9999999999 and no date of birth", learner(ULN=9999999999, DateOfBirth=None), 0),
    case("neither", learner(ULN=None, DateOfBirth=None), 0),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert "has the ULN 1000000027 but no date of birth" in says(CODE, learner(DateOfBirth=None))
