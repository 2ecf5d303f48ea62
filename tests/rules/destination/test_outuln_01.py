from datetime import date

import pytest

from openlet.facts.given import Given
from tests.make import ULN, learner, progression
from tests.rules.table import Records, case, fires, judged, says

CODE = "OutULN_01"
THE_YEAR = judged("2023-24", date(2024, 8, 20))
TABLE = [
    case("the last digit is the check digit", [learner(), progression()], False, THE_YEAR),
    case("the last digit is one too high", [learner(), progression(ULN=ULN + 1)], True, THE_YEAR),
    case("the first nine digits allow no check digit at all", [learner(), progression(ULN=1000000060)], True, THE_YEAR),
    case("9999999999", [learner(), progression(ULN=9999999999)], False, THE_YEAR),
    case("no ULN", [learner(), progression(ULN=None)], False, THE_YEAR),
    case("the learner's own ULN is for ULN_04", [learner(ULN=ULN + 1)], False, THE_YEAR),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert f"The ULN {ULN + 1} of the destination record" in says(CODE, [learner(), progression(ULN=ULN + 1)], THE_YEAR)
