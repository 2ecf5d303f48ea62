import pytest

from openlet.facts.given import Given
from tests.make import aim, learner
from tests.rules.reference_data.referring import referring
from tests.rules.table import Records, case, fires, judged, says

CODE = "StdCode_02"
REFERRING = referring()
TABLE = [
    case("a standard of LARS", learner(aim(StdCode=7)), False, REFERRING),
    case("a standard that is not in it", learner(aim(StdCode=8)), True, REFERRING),
    case("none returned", learner(), False, REFERRING),
    case("without the file it is not judged", learner(aim(StdCode=8)), False, judged()),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "apprenticeship standard 8" in says(CODE, learner(aim(StdCode=8)), REFERRING)
