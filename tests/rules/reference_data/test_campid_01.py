import pytest

from openlet.facts.given import Given
from tests.make import learner
from tests.rules.reference_data.referring import referring
from tests.rules.table import Records, case, fires, judged, says

CODE = "CampID_01"
REFERRING = referring()
TABLE = [
    case("a campus of the table", learner(CampId="C0000001"), False, REFERRING),
    case("a campus of another provider", learner(CampId="C0000002"), False, REFERRING),
    case("a campus that is not in it", learner(CampId="C0000009"), True, REFERRING),
    case("small letters", learner(CampId="c0000001"), False, REFERRING),
    case("none returned", learner(), False, REFERRING),
    case("without the file it is not judged", learner(CampId="C0000009"), False, judged()),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "campus identifier C0000009" in says(CODE, learner(CampId="C0000009"), REFERRING)
