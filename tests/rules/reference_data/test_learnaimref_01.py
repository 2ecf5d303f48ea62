import pytest

from openlet.facts.given import Given
from tests.make import aim, learner
from tests.rules.reference_data.referring import referring
from tests.rules.table import Records, case, fires, judged, says

CODE = "LearnAimRef_01"
REFERRING = referring()
TABLE = [
    case("an aim of LARS", learner(), False, REFERRING),
    case("an aim that is not in it", learner(aim(LearnAimRef="Z0099999")), True, REFERRING),
    case("small letters", learner(aim(LearnAimRef="z0020001")), False, REFERRING),
    case("none returned", learner(aim(LearnAimRef=None)), False, REFERRING),
    case("without the file it is not judged", learner(aim(LearnAimRef="Z0099999")), False, judged()),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "learning aim Z0099999" in says(CODE, learner(aim(LearnAimRef="Z0099999")), REFERRING)
