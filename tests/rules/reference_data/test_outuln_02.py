import pytest

from openlet.facts.given import Given
from tests.make import OTHER_ULN, learner, progression
from tests.rules.reference_data.referring import referring
from tests.rules.table import Records, case, fires, judged, says

CODE = "OutULN_02"
REFERRING = referring("2023-24")
TABLE = [
    case("a ULN of the register", [learner(), progression()], False, REFERRING),
    case("a ULN that is not in it", [learner(), progression(ULN=OTHER_ULN)], True, REFERRING),
    case("9999999999", [learner(), progression(ULN=9999999999)], False, REFERRING),
    case("no ULN", [learner(), progression(ULN=None)], False, REFERRING),
    case("without the file it is not judged", [learner(), progression(ULN=OTHER_ULN)], False, judged("2023-24")),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert f"The ULN {OTHER_ULN} of the destination record" in says(
        CODE, [learner(), progression(ULN=OTHER_ULN)], REFERRING
    )
