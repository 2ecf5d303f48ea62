import pytest

from openlet.facts.given import Given
from tests.make import ULN, learner
from tests.rules.table import Records, case, fires, says

CODE = "ULN_04"
TABLE = [
    case("a ULN whose last digit is the check digit", learner(), False),
    case("the last digit is one too high", learner(ULN=ULN + 1), True),
    case("two digits are exchanged", learner(ULN=1000000072), True),
    case("the first nine digits allow no check digit at all", learner(ULN=1000000060), True),
    case("the check digit is 0", learner(ULN=1000000140), False),
    case("nine digits", learner(ULN=999999999), True),
    case("9999999999, for learners without a ULN", learner(ULN=9999999999), False),
    case("no ULN", learner(ULN=None), False),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_says_what_was_found() -> None:
    assert says(CODE, learner(ULN=ULN + 1)).startswith(f"The ULN {ULN + 1} fails its check digit")
