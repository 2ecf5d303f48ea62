import pytest

from openlet.facts.given import Given
from tests.make import learner
from tests.rules.reference_data.referring import referring
from tests.rules.table import Records, case, fires, judged, says

CODE = "CampID_02"
REFERRING = referring()
TABLE = [
    case("the provider's own campus", learner(CampId="C0000001"), False, REFERRING),
    case("a campus of another provider", learner(CampId="C0000002"), True, REFERRING),
    case("a campus that is not in the table is for CampID_01", learner(CampId="C0000009"), False, REFERRING),
    case("none returned", learner(), False, REFERRING),
    case("without the file it is not judged", learner(CampId="C0000002"), False, judged()),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "The campus C0000002 does not belong to the provider 10999991" in says(
        CODE, learner(CampId="C0000002"), REFERRING
    )
