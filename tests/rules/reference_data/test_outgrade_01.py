import pytest

from openlet.facts.given import Given
from tests.make import aim, learner
from tests.rules.reference_data.referring import referring
from tests.rules.table import Records, case, fires, judged, says

CODE = "OutGrade_01"
REFERRING = referring()
TABLE = [
    case("a grade of the list", learner(aim(OutGrade="PA")), False, REFERRING),
    case("a grade with a sign", learner(aim(OutGrade="A*")), False, REFERRING),
    case("a grade that is not in it", learner(aim(OutGrade="Z9")), True, REFERRING),
    case("none returned", learner(), False, REFERRING),
    case("without the file it is not judged", learner(aim(OutGrade="Z9")), False, judged()),
]


@pytest.mark.parametrize(("records", "judged_with", "expected"), TABLE)
def test_when_it_fires(records: Records, judged_with: Given | None, expected: int) -> None:
    assert fires(CODE, records, judged_with) == expected


def test_the_message_names_what_was_found() -> None:
    assert "outcome grade Z9" in says(CODE, learner(aim(OutGrade="Z9")), REFERRING)
